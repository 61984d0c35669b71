/** The AI's bars are hatched: told apart without colour. One definition for each drawing, so that it can be saved alone. */
export function Hatch({ id }: { id: string }) {
  return (
    <defs>
      <pattern id={id} width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <rect width="5" height="5" fill="var(--cb-data-2)" />
        <path d="M0 0v5" stroke="var(--cb-surface)" strokeWidth="1.6" />
      </pattern>
    </defs>
  );
}

/** Words on axes and beside bars. */
export const axis = { fontSize: 11, fill: 'var(--cb-text-3)' } as const;
export const strong = { fontSize: 11, fontWeight: 600, fill: 'var(--cb-text)' } as const;
