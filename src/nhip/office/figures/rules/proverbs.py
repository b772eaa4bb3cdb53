"""Proverbs and set phrases with numerals in them: "một nắng hai sương" counts neither suns nor dews."""

from __future__ import annotations

from .countable import phrases

PROVERBS = phrases("""
    một nắng hai sương, hai sương một nắng, ba chìm bảy nổi, bảy nổi ba chìm, năm châu bốn biển,
    bốn biển năm châu, ba đầu sáu tay, ba cọc ba đồng, một vốn bốn lời, một công đôi việc,
    trăm công nghìn việc,
    một cây làm chẳng nên non, ba cây chụm lại, một con ngựa đau, chín người mười ý, mười người như một,
    chín bỏ làm mười, mười phân vẹn mười, năm lần bảy lượt, ba bề bốn bên, bốn bề một, ba bảy đường,
    một mất một còn, một còn một mất, một sớm một chiều, một lòng một dạ, một chín một mười,
    hai năm rõ mười, ba mặt một lời, ba hồn bảy vía, ba hồn chín vía, năm bè bảy mối,
    năm cha ba mẹ, mười năm trồng cây, trăm năm trồng người, một miếng khi đói, một giọt máu đào,
    một điều nhịn, chín điều lành, một mặt người, mười mặt của, một người làm quan, một kho của,
    một nghề cho chín, hai tay buông xuôi, hai bàn tay trắng, một trời một vực, một đồn mười,
    mười đồn trăm, ba chân bốn cẳng, ba que xỏ lá, bốn phương tám hướng, tám hướng bốn phương,
    sáu câu vọng cổ,
    trăm nghe không bằng một thấy, trăm hay không bằng, một thân một mình, một chốn bốn quê, ba máu sáu cơn,
    muôn người như một, triệu người như một, nghìn người như một, một chữ cũng là thầy, nửa chữ cũng là thầy,
    một con sâu, một bước lên, hai mặt một lời, năm thì mười họa, năm thì mười hoạ, một hai ba,
    mười tám đôi mươi,
    chín tháng mười ngày, ba sôi hai lạnh, ba lo bảy liệu, năm nắng mười mưa,
    một hội một thuyền, tháng ba bà già, tháng ba ngày tám, trăm dâu đổ đầu tằm,
    một liều ba bảy cũng liều, trăm trận trăm thắng, nghìn cân treo sợi tóc, ngàn cân treo sợi tóc,
    một đi không trở lại, một cổ hai tròng, một ngày nên nghĩa, ba tháng biết lẫy,
    một gói khi no, mười bảy bẻ gãy sừng trâu, mười phần chắc chín, mười phần chắc cả mười, đói một bữa,
    no mười bữa, ba mươi chưa phải là tết, một công đôi ba việc, một sự nhịn, chín sự lành, chín lênh đênh,
    năm ba người, năm ba cái, năm ba câu, năm ba ngày, năm ba hộ, năm bảy người, một hai người, một hai ngày,
    một phút lầm lỡ, một con đường sáng, bốn nghìn năm lịch sử, bốn ngàn năm lịch sử, bốn nghìn năm văn hiến,
    bốn ngàn năm văn hiến, 4.000 năm lịch sử, 4.000 năm văn hiến, nghìn năm văn hiến, tám lạng, người nửa cân,
    chín tầng mây, chín tầng trời, chín suối, chín khúc, chín phương trời, mười phương phật, mười phương,
    mười sáu chữ vàng, 16 chữ vàng, ba khía, ba lá, ba rọi, ba trợn, ba xạo, hai tay hai súng,
    ba nhất, sáu hơn, sáu dám, 1001 cách, 1.001 cách, 1001 lý do, 101 lý do, 101 cách, 1.001 lý do,
    1 đổi 1, một đổi một, 50/50, 5 trong 1, 6 trong 1, 2 trong 1, 3 trong 1, 4 trong 1, hai trong một,
    ba trong một, 3 giảm 3 tăng, 1 phải 5 giảm, một phải năm giảm, ba giảm ba tăng,
    ba cùng, 3 cùng, bốn cùng, một ngày đàng, một sàng khôn, mồm năm miệng mười, năm ngón tay,
    đôi ba lần, ba quân tướng sĩ, thập tử nhất sinh, mười mắt trông một, bách chiến bách thắng,
    trăm công ngàn việc, một mình một ngựa, một mái nhà tranh, hai trái tim vàng, một túp lều tranh,
    một tấc đất, một tấc vàng, tấc đất tấc vàng, một tay che, một tay gây dựng, hai đầu gối, ba bữa rau,
    một đời người, một rừng cây, mỗi năm một tuổi, ba năm đôi lứa, sáu mươi đời, ba đời bảy họ,
    ba hoa chích chòe, bảy vía, chín vía, tứ đại đồng đường, ba đồng một mớ, đồng một mớ, năm dài tháng rộng,
    một ngựa một yên, gái một con, trai ba vợ, một vợ một chồng, hai mươi bốn trên bảy, một lần cho mãi,
    ăn một miếng, tiếng một đời, nhịn một câu, chín câu lành, một câu nhịn, một bụng hai lòng, một dạ hai lòng,
    một mũi tên trúng hai, một tên trúng hai, hai đích, một mũi tên, trúng hai đích, nói một đằng, làm một nẻo,
    một nẻo, một đằng, giỏi một nghề, biết mười nghề, một người lo bằng kho người làm, kho người làm,
    trông gà hóa cuốc, một cái chết, trăm năm bia đá, ngàn năm bia miệng, một trăm phần trăm yên tâm,
    bảy tháng biết bò, chín tháng lò dò, một mẹ già bằng ba, tám lạng nửa cân, kẻ tám lạng,
    đi guốc trong bụng, nhất nghệ tinh, bảy sắc cầu vồng, mười mươi, trăm sự nhờ thầy, một vừa hai phải
""")
"""Each at least two words; where one stands in a text its numerals are no figures."""
