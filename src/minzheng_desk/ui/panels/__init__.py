"""The parts of one page (页面各区), a folder per page; parts of different pages never meet."""
