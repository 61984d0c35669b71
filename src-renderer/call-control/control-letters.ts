/** Letters that press them, in both windows; none of them means something else in either (design/DESIGN.md, 6). */
export const controlLetters = { hold: 'P', mute: 'U', transfer: 'G', keypad: 'I', hang_up: 'L' } as const;
export type ControlName = keyof typeof controlLetters;
