/** G.711: how telephones fold 14 or 13 bits into 8. Tables, because an hour has 29 million samples. */
const muLaw = Int16Array.from({ length: 256 }, (_, code) => {
  const folded = ~code & 0xff;
  const magnitude = (((folded & 0x0f) << 3) + 0x84) << ((folded & 0x70) >> 4);
  return folded & 0x80 ? 0x84 - magnitude : magnitude - 0x84;
});

const aLaw = Int16Array.from({ length: 256 }, (_, code) => {
  const folded = code ^ 0x55;
  const segment = (folded & 0x70) >> 4;
  const step = ((folded & 0x0f) << 4) + 8;
  const magnitude = segment === 0 ? step : (step + 0x100) << (segment - 1);
  return folded & 0x80 ? magnitude : -magnitude;
});

export const fromMuLaw = (code: number): number => muLaw[code] ?? 0;
export const fromALaw = (code: number): number => aLaw[code] ?? 0;
