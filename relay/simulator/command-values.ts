import { InvalidArgumentError } from 'commander';

export function number(text: string): string {
  if (text === 'anonymous' || /^\+[1-9]\d{5,16}$/.test(text)) return text;
  throw new InvalidArgumentError('Not a number in the form +32440271836.');
}

export function whole(text: string): number {
  if (/^[1-9]\d{0,6}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('Not a whole number above 0.');
}

export function seconds(text: string): number {
  const value = Number(text);
  if (text.trim() !== '' && Number.isFinite(value) && value >= 0) return value;
  throw new InvalidArgumentError('Not a number of 0 or more.');
}
