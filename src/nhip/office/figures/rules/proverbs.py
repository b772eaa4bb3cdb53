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
    bảy tháng biết bò, chín tháng lò dò, một mẹ già bằng ba, tám lạng nửa cân, kẻ tám lạng,
    đi guốc trong bụng, nhất nghệ tinh, bảy sắc cầu vồng, mười mươi, trăm sự nhờ thầy, một vừa hai phải
""")
"""Each at least two words; where one stands in a text its numerals are no figures."""
