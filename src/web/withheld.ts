// What stands where a moderator withdrew somebody's words: a dash between two signs nobody types, so that a
// page can tell it from a person's own dash.
export const WITHHELD = '\u2060—\u2060';
