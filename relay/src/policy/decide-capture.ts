/** The desktop tells a person what holds before a word is said, so the rule stands in the wire. */
export * from '../wire/decide-capture.ts';
