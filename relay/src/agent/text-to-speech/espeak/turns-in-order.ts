/** Lets so many in at once; the others wait, first come first served. */
export interface TurnsInOrder {
  /** @returns gives the place back; safe to call twice. @throws the signal's reason */
  enter(signal: AbortSignal): Promise<() => void>;
  readonly inside: number;
  readonly waiting: number;
}

export function createTurnsInOrder(most: number): TurnsInOrder {
  let inside = 0;
  const queue: (() => void)[] = [];

  function place(): () => void {
    inside += 1;
    let isLeft = false;
    return () => {
      if (isLeft) return;
      isLeft = true;
      inside -= 1;
      queue.shift()?.();
    };
  }

  return {
    get inside() {
      return inside;
    },
    get waiting() {
      return queue.length;
    },
    enter(signal) {
      return new Promise((resolve, reject) => {
        signal.throwIfAborted();
        if (inside < most) {
          resolve(place());
          return;
        }
        const begin = () => {
          signal.removeEventListener('abort', leave);
          resolve(place());
        };
        const leave = () => {
          queue.splice(queue.indexOf(begin), 1);
          reject(signal.reason as Error);
        };
        signal.addEventListener('abort', leave, { once: true });
        queue.push(begin);
      });
    },
  };
}
