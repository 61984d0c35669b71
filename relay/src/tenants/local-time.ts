export * from '../wire/local-time.ts';
