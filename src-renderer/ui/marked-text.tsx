import type { TextPiece } from '../../src-preload/contract.ts';

/** Text with its search hits marked. */
export function MarkedText({ pieces }: { pieces: readonly TextPiece[] }) {
  let at = 0;
  return pieces.map((piece) => {
    const key = at;
    at += piece.text.length;
    return piece.hit ? <mark key={key}>{piece.text}</mark> : <span key={key}>{piece.text}</span>;
  });
}
