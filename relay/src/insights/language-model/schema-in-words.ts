/** For a server that knows no schemas. The answer is checked in any case. */
export function schemaInWords(schema: object): string {
  return `Answer with one JSON object and nothing else: no explanation, no code fence. It follows this JSON schema:\n${JSON.stringify(schema)}`;
}
