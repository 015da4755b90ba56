// Words for suggested display names, friendly in all three languages.
// Dutch nouns all take “de”, Arabic nouns are all masculine, so that any pair agrees.
import { randomBelow } from '../../ids';

interface NameWords {
  order: 'adjective-noun' | 'noun-adjective';
  adjectives: string[];
  nouns: string[];
}

const words = (text: string): string[] => text.trim().split(/\s+/);

const nameWords: Record<string, NameWords> = {
  en: {
    order: 'adjective-noun',
    adjectives: words(`
      Blue Copper Silver Quiet Amber Green Golden Northern Velvet Tidal Morning Paper Gentle Bright Calm Clever
      Curious Eager Early Fair Fearless Floating Friendly Glad Happy Honest Humming Indigo Jolly Kind Late
      Lively Lucky Lunar Marble Mellow Merry Misty Noble Open Patient Polished Proud Rising Rosy Rustling
      Sandy Scarlet Shining Silken Sincere Smiling Snowy Soft Southern Spring Steady Summer Sunny Swift Tall
      Thoughtful Travelling Violet Warm Wandering Western Woven`),
    nouns: words(`
      Heron Fox Tram Fig Kite Harbour Lantern Umbrella Kettle Pear Moth Drum Acorn Almond Anchor Apricot Badger
      Balcony Bell Birch Boat Bridge Button Cedar Cloud Comet Compass Cricket Dolphin Feather Fern Field
      Finch Garden Hazel Hill Island Jasmine Lake Leaf Lemon Lighthouse Linden Maple Market Meadow Melody Mill
      Moon Mosaic Mountain Olive Orchard Otter Pebble Piano Pine Pocket River Robin Sail Shell Sparrow Squirrel
      Star Story Thread Tulip Valley Village Willow Window`),
  },
  nl: {
    order: 'adjective-noun',
    adjectives: words(`
      Stille Rode Zachte Wakkere Snelle Vrolijke Blauwe Groene Gouden Zilveren Koperen Warme Rustige Slimme Lieve
      Heldere Frisse Vroege Late Blije Dappere Open Eerlijke Geduldige Goede Grote Kleine Hoge Lange Lichte Mooie
      Nieuwe Oude Oranje Paarse Roze Ronde Sterke Stoere Trotse Trouwe Verre Vlugge Vriendelijke Vrije Wijze
      Zonnige Zingende Dromende Dansende Reizende Lachende Stralende Glanzende Gele Kleurige Nieuwsgierige
      Noordelijke Zuidelijke Westelijke Oostelijke Houten Zijden Papieren Fluwelen Handige Moedige Gezellige`),
    nouns: words(`
      Linde Vuurtoren Regen Merel Fiets Kiezel Reiger Vos Tram Vlieger Haven Lantaarn Paraplu Ketel Peer
      Trommel Amandel Abrikoos Das Bel Berk Boot Brug Ceder Kers Wolk Komeet Krekel Dolfijn Veer Varen
      Akker Vink Tuin Hazelaar Heuvel Jasmijn Citroen Esdoorn Markt Weide Melodie Molen Maan Berg Olijf Boomgaard
      Otter Piano Den Rivier Mus Schelp Eekhoorn Ster Zwaluw Draad Tulp Vallei Wilg Appel Zon Zee Duin Golf
      Lepelaar Ooievaar Egel Vlinder Braam Sleutel`),
  },
  ar: {
    order: 'noun-adjective',
    adjectives: words(`
      هادئ صبور خفيف أخضر أبيض أزرق ذهبي فضي نحاسي كريم لطيف ودود سعيد مشرق مضيء ساطع دافئ واسع عميق عريق قديم
      جديد جميل أنيق شجاع حكيم ذكي نشيط سريع رشيق ثابت صادق أمين باسم ضاحك مرح بهيج حالم متفائل متألق رزين نبيل
      أصيل نقي ناعم رقيق طيب عطر مسافر بعيد قريب شمالي جنوبي شرقي غربي بحري جبلي صيفي ربيعي صباحي مسائي مبكر منير
      مزهر مثمر ملون متواضع مبتسم شامخ مطمئن`),
    nouns: words(`
      قمر نهر جسر غيم صنوبر زورق بحر جبل نجم قارب باب مفتاح كتاب قلم بستان ورد ياسمين زيتون تفاح تين توت عنب
      عصفور بلبل هدهد نورس غزال حصان دلفين قنديل مصباح فانوس شراع مرفأ ميناء شاطئ سهل حقل غصن جذر برعم شلال
      ينبوع جدول مطر ثلج نسيم ضوء فجر صباح مساء ظل قوس رصيف قطار مركب طبل عود ناي لحن نغم خيط نسيج بساط وشاح إبريق
      فنجان رغيف عسل زعتر نعناع ريحان لوز مشمش برتقال ليمون`),
  },
};

/** “Silver Fig”: a name that says nothing about its owner. */
export function suggestName(locale: string): string {
  const { order, adjectives, nouns } = nameWords[locale] ?? nameWords.en!;
  const adjective = adjectives[randomBelow(adjectives.length)]!;
  const noun = nouns[randomBelow(nouns.length)]!;
  return order === 'adjective-noun' ? `${adjective} ${noun}` : `${noun} ${adjective}`;
}
