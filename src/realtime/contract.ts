// Every live event with its shape. Names and fields are fixed by the contract; lists may grow.

export interface Author {
  id: string;
  name: string;
  role: string;
}

/** One line of a room's log, plain data, never HTML. `at` is ISO 8601 in UTC. */
export interface Entry {
  roomId: string;
  seq: number;
  kind: 'message' | 'edit' | 'withdrawal' | 'pin' | 'system';
  of?: string;
  id: string;
  clientId?: string;
  author: Author;
  body: string | null;
  at: string;
  /** The message that is answered, as it begins now; `body` null when it was taken back. */
  replyTo?: { id: string; seq: number; author: string; name: string; body: string | null };
  /** Read at `/rooms/ROOM/files/ID`; a picture has a small one at `…/preview` with this size. */
  file?: {
    id: string;
    name: string;
    type: string;
    bytes: number;
    width: number | null;
    height: number | null;
  };
  /** A sound, `GET /voice/:id`; `body` is what was written down of it, '' until then. */
  voice?: { id: string; seconds: number };
  /** What becomes a link or is the name of somebody of the room. */
  marks?: Mark[];
}

/** A part of a text; from and to as in `String.slice`. */
export interface Mark {
  from: number;
  to: number;
  kind: 'link' | 'mention';
  /** Of a link: the real host, where it is not what stands there. Of a mention: the id of the person. */
  of?: string;
}

export interface HelpState {
  id: string;
  team: string;
  teamName: string;
  topic: string;
  language: string;
  state: 'open' | 'claimed' | 'done' | 'cancelled' | 'expired';
  urgency?: 'normal' | 'urgent';
  /** A ready topic, if one was chosen. */
  about?: string;
  waitingSince: string;
  claimedBy?: string;
}

export interface Presence {
  roomId: string;
  /** `since`: when they came, ISO 8601 in UTC. */
  here: { id: string; name: string; role: string; since?: string }[];
}

export interface FeedbackChange {
  submissionId: string;
  id: string;
  section: string;
}

export interface ServerEvents {
  /** This process stops: connect again after so many milliseconds, another one answers then. */
  'server:restart': (restart: { after: number }) => void;
  'room:entry': (entry: Entry) => void;
  /** The number of the last entry, while news may be late: whoever knows less asks for the rest. */
  'room:head': (head: { roomId: string; head: number }) => void;
  'room:presence': (presence: Presence) => void;
  'room:typing': (typing: { roomId: string; id: string; name: string }) => void;
  /** Somebody saved the notepad of the room. */
  'room:notes': (notes: {
    roomId: string;
    version: number;
    by: { id: string; name: string };
    at: string;
  }) => void;
  'help:changed': (help: HelpState) => void;
  'feedback:changed': (change: FeedbackChange) => void;
  /** The big screen shows something else now: ask its page. It never says what. */
  'stage:changed': (stage: { hackathonId: string }) => void;
  notice: (notice: { kind: string; text: string; href: string }) => void;
}

export type Acknowledgement<T = unknown> =
  | { ok: true; data: T }
  | { ok: false; error: string; message?: string; current?: unknown; retryAfter?: number };
