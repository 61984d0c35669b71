import type { TextPiece } from '../../src-preload/contract.ts';

/** Text with its search hits marked. */
export function MarkedText({ pieces }: { pieces: readonly TextPiece[] }) {
  let at = 0;
  return joinHits(pieces).map((piece) => {
    const key = at;
    at += piece.text.length;
    return piece.hit ? <mark key={key}>{piece.text}</mark> : <span key={key}>{piece.text}</span>;
  });
}

/** Words found side by side read as what was searched for: one mark over `expert report`, not two with a gap. */
export function joinHits(pieces: readonly TextPiece[]): TextPiece[] {
  const joined: TextPiece[] = [];
  for (const [index, piece] of pieces.entries()) {
    const last = joined.at(-1);
    const isGap = !piece.hit && piece.text.trim() === '' && pieces[index + 1]?.hit === true;
    if (last?.hit && (piece.hit || isGap)) joined[joined.length - 1] = { text: last.text + piece.text, hit: true };
    else joined.push(piece);
  }
  return joined;
}
