"""The sections of 政策标准: standards by date, documents, trial calculation, drafts, open questions."""
