// Rows of rooms, their logs and their people.

/** What somebody is in a room, from the strongest right to the weakest. */
export type RoomRole = 'participant' | 'expert' | 'moderator';

export type EntryKind = 'message' | 'edit' | 'withdrawal' | 'pin' | 'system';

export interface EntryRow {
  room_id: string;
  seq: number;
  id: string;
  kind: EntryKind;
  of_id: string | null;
  client_id: string | null;
  author_id: string;
  author_role: string;
  author_name: string;
  body: string | null;
  at: Date;
  /** Of a voice note; its body is what was written down of it. */
  voice_seconds: number | null;
  reply: Quote | null;
  mentions: Named[] | null;
  file: LineFile | null;
}

/** A picture has a small one of this size. */
export interface LineFile {
  id: string;
  name: string;
  type: string;
  bytes: number;
  width: number | null;
  height: number | null;
}

/** The beginning of the message that is answered; `body` null when it was taken back. */
export interface Quote {
  id: string;
  seq: number;
  author: string;
  name: string;
  body: string | null;
}

export interface Named {
  id: string;
  name: string;
}

/** Of a picture, as a room shows it. */
export interface Preview {
  width: number;
  height: number;
  /** WebP. */
  preview: Buffer;
}

/** A message or system line as a page shows it: the last edit is in `body`, null when withdrawn. */
export interface LineRow {
  room_id: string;
  seq: number;
  id: string;
  kind: 'message' | 'system';
  client_id: string | null;
  author_id: string;
  author_role: string;
  author_name: string;
  author_seed: string;
  author_subject: string | null;
  body: string | null;
  at: Date;
  edited_at: Date | null;
  /** A moderator withdrew it. */
  withheld: boolean;
  voice_seconds: number | null;
  reply: Quote | null;
  /** People of the room whose names stand in the words, as they are called now. */
  mentions: Named[] | null;
  file: LineFile | null;
}

/** Who may be in a room, with the team and the hackathon it belongs to. */
export interface RoomRow {
  id: string;
  head: number;
  team_id: string;
  team_name: string;
  hackathon_id: string;
  hackathon_slug: string;
  opened_at: Date | null;
  role: RoomRole | null;
}

export interface RoomPerson {
  id: string;
  name: string;
  seed: string;
  role: RoomRole;
  captain: boolean;
  shift: number;
  /** An expert's field, as the invitation says it. */
  subject: string | null;
  seenAt: string | null;
}
