export type Repeating = { stop(): Promise<void> };

/** Does `work` again and again, `pause` milliseconds after it last ended; a failure is told and tried again. */
export function repeat(
  pause: number,
  work: () => Promise<unknown>,
  tell: (what: string, error: unknown) => void,
): Repeating {
  let stopped = false;
  let failing = false;
  let timer: NodeJS.Timeout | null = null;
  let running: Promise<void> = Promise.resolve();
  const turn = async (): Promise<void> => {
    try {
      await work();
      failing = false;
    } catch (thrown) {
      // Told once a failure, not every time: an hour without a database is one line.
      if (!failing) tell('a periodic task failed and is tried again', thrown);
      failing = true;
    }
    if (!stopped) schedule();
  };
  const schedule = (): void => {
    timer = setTimeout(() => {
      running = turn();
    }, pause);
  };
  schedule();
  return {
    stop: async () => {
      stopped = true;
      if (timer !== null) clearTimeout(timer);
      await running;
    },
  };
}
