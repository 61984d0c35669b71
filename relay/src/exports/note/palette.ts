/** The light theme's roles that stand on paper (`design/tokens.css`), and what a file is set in. */
export const palette = {
  text: '#211F1B',
  text2: '#504D46',
  text3: '#656159',
  accent: '#0F5870',
  line: '#E4E1DC',
  line2: '#CFCCC5',
  cautionText: '#744A00',
  cautionLine: '#96600A',
  positiveText: '#1E6138',
  positiveLine: '#2A7546',
} as const;
