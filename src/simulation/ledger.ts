// The book of what the server acknowledged. What stands here has to be there at the end, exactly once.

export interface Message {
  room: string;
  author: string;
  clientId: string;
  body: string;
  /** Absent: sent, never acknowledged; may be there once at most. */
  answer?: { id: string; seq: number };
}

export interface Save {
  submission: string;
  key: string;
  text: string;
  /** Absent: its fate is unknown, somebody else's save came after. */
  version?: number;
}

export interface Ledger {
  messages: Message[];
  saves: Save[];
  handIns: { submission: string; id: string }[];
  evidence: { claim: string; id?: string }[];
  files: { submission: string; name: string; bytes: Buffer; id?: string }[];
  feedback: { submission: string; body: string; id?: string; answer?: string }[];
  sheets: {
    id: string;
    submission: string;
    juror: string;
    scores: Record<string, number>;
    feedback: string;
  }[];
  helpAsked: { team: string; details: string }[];
  helpDone: { id: string; note: string }[];
  recommendations: { id: string; reason: string }[];
}

export const createLedger = (): Ledger => ({
  messages: [],
  saves: [],
  handIns: [],
  evidence: [],
  files: [],
  feedback: [],
  sheets: [],
  helpAsked: [],
  helpDone: [],
  recommendations: [],
});
