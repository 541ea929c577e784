"""The windows (窗口): what a clerk sees and touches, drawn with Qt Widgets.

Windows hold no rule of the law and no SQL: they ask the desk through the workbench and run its operations.
`look` is the paper and ink, `widgets` the pieces, `panels` the parts of one page, `screens` the pages, found
by looking, and `frame` the window around them.
"""
