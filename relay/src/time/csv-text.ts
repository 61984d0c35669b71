/**
 * Text of a CSV file that spreadsheets of the language open as a table: with the separator that they expect, and with a
 * mark before it that says UTF-8. What would be a formula there stays text (CWE-1236).
 */
export function csvText(rows: readonly (readonly (string | number)[])[], separator: ',' | ';'): string {
  const lines = rows.map((row) => row.map((cell) => csvCell(cell, separator)).join(separator));
  return `\uFEFF${lines.map((line) => `${line}\r\n`).join('')}`;
}

function csvCell(cell: string | number, separator: string): string {
  if (typeof cell === 'number') return String(cell);
  const text = /^\s*[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
  return text.includes(separator) || /["\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
