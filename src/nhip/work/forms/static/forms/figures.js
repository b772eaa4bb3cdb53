/* What a cell says, told apart as `kit/text/rules.py` and `forms/rules/cells.py` do it; a test holds both
   against one table. Kinds: empty, nil (said on purpose), asked (0 or nothing to report?), figure, wrong. */
const DASHES = "\\-\u2010-\u2015\u2212";
const NIL = /^(khong phat sinh|nothing to report)$/;
const UNCLEAR = new RegExp(
  `^([${DASHES} ]+|k[./ ]?p[./ ]?s[. ]*`
  + `|["'(“]*(0|khong|k|ko)[)]? ?\\(?(khong|co|phat sinh|khong co|khong phat sinh)?( gi)?["')”.]*)$`,
);
const ZERO = /^["'(“]*0["')”. ]*$/;
const FIGURE = /^([0-9]+|[1-9][0-9]{0,2}(([. ])[0-9]{3}(\3[0-9]{3})*))(,([0-9]+))?$/;
const DIGITS = 18;

const spaced = (text) => text.replace(/[\u200b\u2060\ufeff]/g, "").replace(/\s+/g, " ").trim();

export const fold = (text) =>
  spaced(text).toLowerCase().normalize("NFD").replace(/\p{Mn}/gu, "").replace(/đ/g, "d");

export function kindOf(text, decimals) {
  const [said, folded] = [spaced(text), fold(text)];
  if (!said) return "empty";
  if (NIL.test(folded)) return "nil";
  if (UNCLEAR.test(folded) && !ZERO.test(folded)) return "asked";
  const [, whole, , , , , fraction = ""] = FIGURE.exec(said) || [];
  if (!whole || fraction.length > decimals) return "wrong";
  const digits = whole.replace(/[. ]/g, "") + fraction.padEnd(decimals, "0");
  return digits.replace(/^0+/, "").length > DIGITS ? "wrong" : "figure";
}
