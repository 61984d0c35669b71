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
      className="flex h-8 shrink-0 items-center gap-3.5 border-t border-line bg-canvas px-4 text-caption whitespace-nowrap text-text-3"
    >
      {/* Where there is no room, a whole hint leaves and none is cut. */}
      <span className="flex h-5 min-w-0 grow flex-wrap gap-x-3.5 gap-y-3 overflow-hidden">
        {hints.map((hint) => (
          <Hint key={hint.word} {...hint} />
        ))}
      </span>
      <Hint {...last} />
    </div>
  );
}

function Hint({ keys, word }: KeyHint) {
  return (
    <span className="inline-flex h-5 shrink-0 items-center gap-1.25">
      {keys.map((key) => (key === '–' ? <span key={key}>–</span> : <Kbd key={key}>{key}</Kbd>))}
      {word}
    </span>
  );
}
