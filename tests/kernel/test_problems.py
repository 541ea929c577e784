from minzheng_desk.kernel.problems import Problem


def test_a_problem_reads_as_one_line_with_its_place():
    problem = Problem(
        sheet="低保",
        row=7,
        column="身份证号",
        value="1",
        reason="应为 18 位。",
        suggestion="请补全。",
        code="length",
    )
    assert "低保 第 7 行“身份证号”\uff1a应为 18 位。请补全。" == str(problem)
