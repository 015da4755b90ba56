// Who stands behind the demo hackathons. City, fund and addresses are invented.
import type { Localized } from './shapes';

export interface Behind {
  run_by: string;
  contact: string;
  funder: string;
  decided_by: Localized;
  disclaimer: Localized;
  emblem_alt: Localized;
}

export const behind: Behind = {
  run_by: 'Youth House Nieuwhaven',
  contact: 'hackathon@youth-house.example',
  funder: 'Nieuwhaven Fund for Young Newcomers',
  decided_by: {
    en: 'The city council of Nieuwhaven decides what it does with a proposal. It answers within 30 days.',
    nl: 'De gemeenteraad van Nieuwhaven beslist wat die met een voorstel doet. Het antwoord komt binnen 30 dagen.',
    ar: 'يقرّر مجلس مدينة نيوهافن ماذا يفعل بالمقترح، ويجيب خلال 30 يومًا.',
  },
  disclaimer: {
    en: 'Co-funded by the fund. What is written here are the views of the authors only, not those of the fund.',
    nl: 'Medegefinancierd door het fonds. Wat hier staat, is alleen de mening van de schrijvers, niet die van het fonds.',
    ar: 'بتمويل مشترك من الصندوق. ما يُكتب هنا رأي أصحابه فقط، وليس رأي الصندوق.',
  },
  emblem_alt: {
    en: 'A sun over two open hands, the emblem of the fund',
    nl: 'Een zon boven twee open handen, het embleem van het fonds',
    ar: 'شمس فوق يدين مفتوحتين، شعار الصندوق',
  },
};
