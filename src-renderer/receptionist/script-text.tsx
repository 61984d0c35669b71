import type { ScriptProblem } from '@callbrief/relay/wire/receptionist';
import { clsx } from 'clsx';
import { useImperativeHandle, useRef, useState, type Ref } from 'react';

/** How high a line is, in pixels at the usual size; gutter and text must agree. */
const LINE_PX = 18;

export interface ScriptTextHandle {
  /** The cursor goes to this line, and it is scrolled to. */
  showLine: (line: number) => void;
}

/** A text with the numbers of its lines; those with a mistake are marked. */
export function ScriptText({
  ref,
  label,
  text,
  problems,
  readOnly,
  describedBy,
  onText,
}: {
  ref: Ref<ScriptTextHandle>;
  label: string;
  text: string;
  problems: readonly ScriptProblem[];
  readOnly: boolean;
  describedBy: string;
  onText: (text: string) => void;
}) {
  const field = useRef<HTMLTextAreaElement>(null);
  const [scrolled, setScrolled] = useState(0);
  const lines = text.split('\n');
  const wrong = new Set(problems.map(({ line }) => line));
  useImperativeHandle(ref, () => ({
    showLine(line) {
      const area = field.current;
      if (!area) return;
      const start = lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0);
      area.focus();
      area.setSelectionRange(start, start + (lines[line - 1]?.length ?? 0));
      area.scrollTop = Math.max(0, (line - 4) * LINE_PX);
    },
  }));
  return (
    <div className="flex h-96 overflow-hidden rounded-2 border border-control bg-surface font-mono text-meta has-[textarea:focus-visible]:outline-2 has-[textarea:focus-visible]:outline-offset-2 has-[textarea:focus-visible]:outline-focus">
      <div aria-hidden="true" className="w-12 shrink-0 overflow-hidden border-r border-line bg-sunken pt-2 text-right">
        <ol style={{ transform: `translateY(${String(-scrolled)}px)` }}>
          {lines.map((_, index) => (
            <li
              // A line is its number.
              key={String(index)}
              className={clsx(
                'h-4.5 pr-2 leading-4.5',
                wrong.has(index + 1) ? 'bg-critical font-semibold text-on-critical' : 'text-text-3',
              )}
            >
              {index + 1}
            </li>
          ))}
        </ol>
      </div>
      <textarea
        ref={field}
        aria-label={label}
        aria-describedby={describedBy}
        aria-invalid={problems.length > 0 ? true : undefined}
        value={text}
        readOnly={readOnly}
        wrap="off"
        spellCheck={false}
        autoCapitalize="off"
        maxLength={60_000}
        onChange={(event) => onText(event.target.value)}
        onScroll={(event) => setScrolled(event.currentTarget.scrollTop)}
        className="scroll-quiet min-w-0 grow resize-none bg-transparent px-2.5 py-2 leading-4.5 whitespace-pre outline-none read-only:bg-sunken"
      />
    </div>
  );
}
