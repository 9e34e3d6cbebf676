import { z } from 'zod';
import { id, instant } from './instant.ts';
import { writtenText } from './text.ts';

/**
 * What moves of people have in common, between officers, offices or providers: who they are, a preview, one step that does what was
 * seen, a list of the steps, and the way back. What each moves, and what goes along, stands in the contract of its own.
 */

/** These people alone; null: everybody. */
export const chosenPeople = (most: number) => z.array(id).min(1).max(most).nullable().default(null);

/** What was seen: the move is refused where it would be another by then. */
export const seenPlan = z.string().regex(/^[\w-]{1,100}$/);
export const moveReason = writtenText(3, 500, 'say why');

/** A preview's beginning: how many move, and the first of them by reference, each as the contract shows them. */
export const movers = <Shown extends z.ZodRawShape>(shown: Shown) => ({
  /** What was seen: the move names it. */
  plan: z.string(),
  moves: z.int(),
  moving: z.array(z.object(shown)),
});
/** How many people a place or somebody of the staff has, and would have. */
export const sizes = { before: z.int(), after: z.int() };

/** POST: it was made, of these. */
export const moveMade = z.object({ id, people: z.array(id) });

/** Of each move on the list: when, by whom and why. */
export const moveFacts = {
  at: instant,
  by: z.string(),
  reason: z.string(),
  people: z.int(),
  /** It took another one back. */
  undoes: id.nullable(),
  undone: instant.nullable(),
};

/** POST …/{id}/undo: whoever is still where the move brought them goes back. */
export const moveUndone = z.object({
  id,
  people: z.array(id),
  /** They are somewhere else by now, or beyond reach. */
  stayed: z.int(),
});
