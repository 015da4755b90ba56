// The page of a text that everybody in a room may save: what a voice note says, or the notes of the room.
import type { Request, Response } from 'express';
import type { Deps } from '../../deps';
import { localeInfo } from '../../i18n/locales';
import { show } from '../../web/show';
import { hackathonById } from '../hackathons/hackathons.queries';
import { type OpenRoom, requireTalk } from '../rooms/rooms.actions';
import type { SavedText, Stale } from '../submissions/submissions.stale.policy';

interface SharedText {
  kind: 'transcript' | 'notes';
  /** Who is heard, or the team. */
  name: string;
  action: string;
  back: string;
  sound?: string;
  limit: number;
  saved: SavedText | undefined;
}

export async function showSharedText(
  deps: Deps,
  req: Request,
  res: Response,
  room: OpenRoom,
  text: SharedText,
): Promise<void> {
  const hackathon = (await hackathonById(deps.db, room.hackathon_id))!;
  const open = await requireTalk(deps, deps.db, room).then(
    () => true,
    () => false,
  );
  const stale = (req.form?.current as { text?: Stale } | undefined)?.text;
  const typed = req.form?.values.text;
  await show(
    req,
    res,
    'notes/shared-text',
    {
      ...text,
      open,
      roomId: room.id,
      intl: localeInfo(req.locale).intl,
      stale,
      zone: hackathon.zone,
      team: { id: room.team_id, name: room.team_name },
      content: text.saved?.text ?? '',
      value: typeof typed === 'string' ? typed : (text.saved?.text ?? ''),
      // What was typed stays based on what it was based on, unless both texts are here to be made one.
      version: stale?.version ?? req.form?.values.version ?? text.saved?.version ?? 0,
    },
    { hackathonId: room.hackathon_id },
  );
}
