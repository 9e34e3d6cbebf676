import { benchIngest } from './ingest.ts';

const f = await benchIngest({
  seconds: Number(process.argv[2] ?? 3),
  devices: Number(process.argv[3] ?? 1000),
  tell: (l) => console.log(l),
});
console.log(f);
