import type { FeedAlert } from '@attend/contracts/feed';

export type FeedMessage =
  | { readonly name: 'alert'; readonly data: FeedAlert; readonly position: string }
  | { readonly name: 'reload'; readonly data: { readonly why: string }; readonly position: string }
  | { readonly name: 'pulse'; readonly data: { readonly at: string }; readonly position: string };

export type FeedState = 'connecting' | 'live' | 'down';
