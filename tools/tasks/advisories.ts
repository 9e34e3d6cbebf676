/** npm run advisories: known weaknesses of what this checkout is made of. 0: none that is grave; 1: some; 2: nobody could be asked. */
import { askAdvisories, listGrave, sayAdvisory } from './supply/advisories.ts';

const answer = await askAdvisories();
if (answer.kind === 'unreachable') {
  process.stderr.write(`not known: ${answer.says}\n`);
  process.exitCode = 2;
} else {
  for (const one of answer.advisories) process.stdout.write(`${sayAdvisory(one)}\n`);
  const count = listGrave(answer.advisories, new Date().toISOString().slice(0, 10)).length;
  process.stdout.write(
    `${answer.advisories.length} known weaknesses, ${count} to deal with before delivery\n`,
  );
  process.exitCode = count === 0 ? 0 : 1;
}
