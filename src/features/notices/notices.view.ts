// A notice as pages and scripts show it.
import type { LocaleTag } from '../../i18n/locales';
import type { NoticeRow } from './notices.tables';
import { noticeText } from './notices.text';

export interface NoticeView {
  id: string;
  kind: string;
  text: string;
  href: string;
  at: Date;
  unread: boolean;
}

export function noticeView(row: NoticeRow, locale: LocaleTag): NoticeView {
  const { id, kind, href, at } = row;
  return { id, kind, text: noticeText(row, locale), href, at, unread: row.read_at === null };
}
