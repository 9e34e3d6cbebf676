/** Loaded into a process before anything else: at SIGUSR2 it throws what nobody catches, an error that quotes what it was given. */
process.on('SIGUSR2', () => {
  setImmediate(() => JSON.parse(process.env.ATTEND_TEST_QUOTED ?? ''));
});
