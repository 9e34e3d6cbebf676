import { sha256 } from './canonical.ts';

/**
 * Merkle trees of RFC 6962 (section 2.1): leaves and nodes hashed apart, so that no node passes for a leaf. A tree grows leaf
 * by leaf and keeps only its complete subtrees, so a day of millions of entries takes a few hundred bytes.
 */
const leafMark = Buffer.of(0);
const nodeMark = Buffer.of(1);
export const hashLeaf = (value: Uint8Array): Buffer => sha256(leafMark, value);
export const hashNode = (left: Uint8Array, right: Uint8Array): Buffer => sha256(nodeMark, left, right);

export type Tree = {
  /** Complete subtrees, largest first. */
  readonly subtrees: Buffer[];
  size: number;
};
export const emptyTree = (): Tree => ({ subtrees: [], size: 0 });

/** Adds a leaf that is hashed already. Changes the tree: it is built up in one place and read at its end. */
export function addLeaf(tree: Tree, leaf: Buffer): void {
  let node = leaf;
  for (let left = tree.size; left % 2 === 1; left = Math.floor(left / 2)) {
    const last = tree.subtrees.pop();
    if (last !== undefined) node = hashNode(last, node);
  }
  tree.subtrees.push(node);
  tree.size += 1;
}

export function rootOf({ subtrees }: Tree): Buffer {
  const [last, ...larger] = subtrees.toReversed();
  if (last === undefined) return sha256();
  return larger.reduce((root, subtree) => hashNode(subtree, root), last);
}

/** One step up: the sibling's hash, and on which side it stands. */
export type Step = { readonly side: 'left' | 'right'; readonly hash: Buffer };

/**
 * The way from one leaf to the root, from all leaves in order, one at a time: memory grows with the tree's height. `index` from 0.
 */
export class ProofBuilder {
  private readonly index: number;
  private readonly steps: Step[] = [];
  /** Complete subtrees as in `Tree`, each knowing whether the leaf is in it. */
  private readonly subtrees: { hash: Buffer; holds: boolean }[] = [];
  private size = 0;

  constructor(index: number) {
    this.index = index;
  }

  add(leaf: Buffer): void {
    let node = { hash: leaf, holds: this.size === this.index };
    for (let left = this.size; left % 2 === 1; left = Math.floor(left / 2)) {
      const last = this.subtrees.pop();
      if (last !== undefined) node = this.join(last, node);
    }
    this.subtrees.push(node);
    this.size += 1;
  }

  finish(): { readonly root: Buffer; readonly steps: readonly Step[] } {
    const [last, ...larger] = this.subtrees.toReversed();
    if (last === undefined) return { root: sha256(), steps: [] };
    const top = larger.reduce((right, left) => this.join(left, right), last);
    return { root: top.hash, steps: this.steps };
  }

  private join(left: { hash: Buffer; holds: boolean }, right: { hash: Buffer; holds: boolean }) {
    if (left.holds) this.steps.push({ side: 'right', hash: right.hash });
    if (right.holds) this.steps.push({ side: 'left', hash: left.hash });
    return { hash: hashNode(left.hash, right.hash), holds: left.holds || right.holds };
  }
}

export const climb = (leaf: Buffer, steps: readonly Step[]): Buffer =>
  steps.reduce(
    (node, { side, hash }) => (side === 'left' ? hashNode(hash, node) : hashNode(node, hash)),
    leaf,
  );
