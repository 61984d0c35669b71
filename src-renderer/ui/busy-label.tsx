import { clsx } from 'clsx';

/** Two words of one button, laid over each other: it is as wide as the wider one, so nothing moves while it works. */
export function BusyLabel({ idle, busy, isBusy }: { idle: string; busy: string; isBusy: boolean }) {
  const one = (words: string, shown: boolean) => (
    <span aria-hidden={!shown || undefined} className={clsx('col-start-1 row-start-1', !shown && 'invisible')}>
      {words}
    </span>
  );
  return (
    <span className="grid justify-items-center">
      {one(idle, !isBusy)}
      {one(busy, isBusy)}
    </span>
  );
}
