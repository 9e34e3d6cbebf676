/** Work that is asked for often and must run after the last asking, once at a time. */
export type Loop = {
  ask(): void;
  /** Resolves when nothing runs any more; nothing begins afterwards. */
  stop(): Promise<void>;
};

/** `work` answers whether there is more to do at once. What it throws is told, and the next asking tries again. */
export function createLoop(work: () => Promise<boolean>, failed: (thrown: unknown) => void): Loop {
  let asked = false;
  let stopped = false;
  let running: Promise<void> | null = null;

  const run = async (): Promise<void> => {
    while (asked && !stopped) {
      asked = false;
      try {
        if (await work()) asked = true;
      } catch (thrown) {
        failed(thrown);
      }
    }
    running = null;
  };
  return {
    ask() {
      asked = true;
      if (running === null && !stopped) running = run();
    },
    async stop() {
      stopped = true;
      await running;
    },
  };
}
