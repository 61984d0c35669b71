import { Kbd } from './kbd.tsx';

export interface KeyHint {
  /** `1`, `–`, `4`: a dash stands between caps without being one. */
  keys: readonly string[];
  word: string;
}

/** The keys of a screen along its bottom edge. For the eye only: the sheet of keys tells the same. */
export function KeyBar({ hints, last }: { hints: readonly KeyHint[]; last: KeyHint }) {
  return (
    <div
      aria-hidden="true"
      className="flex h-8 shrink-0 items-center gap-3.5 overflow-hidden border-t border-line bg-canvas px-4 text-caption whitespace-nowrap text-text-3"
    >
      {hints.map((hint) => (
        <Hint key={hint.word} {...hint} />
      ))}
      <span className="ml-auto" />
      <Hint {...last} />
    </div>
  );
}

function Hint({ keys, word }: KeyHint) {
  return (
    <span className="inline-flex items-center gap-1.25">
      {keys.map((key) => (key === '–' ? <span key={key}>–</span> : <Kbd key={key}>{key}</Kbd>))}
      {word}
    </span>
  );
}
