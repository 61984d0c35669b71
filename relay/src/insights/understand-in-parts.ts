import { wordFields, type FieldOutcome, type UnderstandAsk, type Understanding, type WordField } from './makers.ts';

export type Outcomes = { [F in WordField]?: FieldOutcome<F> };

/**
 * What is made together, the quickest first: a model on the office's own machine writes a summary in minutes, and what
 * needs none is there at once. Mentions show what the model found urgent, so they come with the topics.
 */
const PARTS: readonly (readonly WordField[])[] = [
  ['keyPassages'],
  ['summary'],
  ['tasks'],
  ['topics', 'mentions'],
  ['sentiment'],
];

/** Tells each part as soon as it is made, of a function that answers only at its end. */
export function understandInParts(
  make: (ask: UnderstandAsk & { only: readonly WordField[] }) => Promise<Outcomes>,
): Understanding {
  return {
    async understand({ fields, onField, ...ask }) {
      for (const part of PARTS) {
        const only = part.filter((field) => fields.includes(field));
        if (only.length === 0) continue;
        const made = await make({ ...ask, only });
        for (const field of wordFields) {
          const outcome = made[field];
          if (outcome !== undefined && only.includes(field))
            await onField(field, outcome as FieldOutcome<typeof field>);
        }
      }
    },
  };
}
