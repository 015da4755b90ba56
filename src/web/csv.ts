// Tables for spreadsheets.

/** A cell of people's text that no spreadsheet runs as a formula. */
export function safeCell(text: string): string {
  const inert = /^[\s\p{Cf}]*[=+\-@＝＋－＠|%]|^[\t\r\n]/u.test(text) ? `'${text}` : text;
  return /[",;\r\n\t]/.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert;
}

/** With the mark by which spreadsheets know UTF-8. Cells are safe already. */
export const csvOf = (rows: readonly (readonly (string | number)[])[]): string =>
  `\ufeff${rows.map((row) => `${row.join(',')}\r\n`).join('')}`;
