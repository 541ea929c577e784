"""The vocabulary every floor shares: records, operations, errors, money, months, identity numbers, codes.

It rests on the standard library alone (`text` alone asks pypinyin, when a name is first read aloud) and
knows neither SQL, nor paper, nor civil affairs: what the law says lives in the rooms, what it says in
figures lives in `resources/`.
"""
