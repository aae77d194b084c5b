"""Words and figures that look like times and are not: none of these gives a deadline."""

NEAR_MISSES = (
    # amounts, shares, sizes
    "Der afsættes 1.000 kr. til formålet", "2.632,2 mio. kr.", "23,5 mio. kr.", "i alt 2020 kr.", "på 2019 kroner", "til 2020 mio. kr.",
    "2.019 kr.", "1,5 mio.", "0,05 mio. kr.", "12.000 borgere", "mellem 1.000 og 2.000 kr.", "15 pct. af midlerne", "25 procent", "1/3 af midlerne",
    "2/3 af borgerne", "til 1/2 af prisen", "1:4", "op til 50 pladser", "350 m2", "0,3 t.kr.", "75.000 kr.", "i 2020 kr.", "på 2.020 kr. pr. elev",
    "-0,5 mio. kr.", "5 pct.", "fra 3,2 til 4,1 mio. kr.", "1 til 1 computere", "fra 10 til 12 pladser", "fra 14 til 16 medarbejdere",
    # numbers of sections, cases, paragraphs, streets, telephones
    "§ 16b", "§ 17, stk. 4", "§ 2019", "jf. afsnit 1.15", "punkt 3.10", "1.15 Frivillighedspolitik", "sag nr. 2018-123456", "sagsnr. 18/12345",
    "nr. 2019", "tlf. 44 77 20 00", "tlf. 44772019", "2750 Ballerup", "2740 Skovlunde", "bilag 3", "side 12 af 40", "stk. 2", "linje 34", "Vej 19",
    "TMU-2020", "ØKU-07", "DR1", "model 3", "version 2.1", "ISO 9001", "CVR 58271713", "kl. 12.00", "kl. 8-16", "IP 10.0.0.1",
    # names
    "Vision 2029", "2030-målene", "Agenda 2030", "Plan 2020", "Aftale om Budget 2019", "Budget 2018", "2015-niveau", "2019-priser", "i 2019-priser",
    "EU 2020-strategien", "Forretningsstrategi 2020", "Lokalplan 2019", "Strategi 2022", "Budgettet for 2019 vedtages",
    # ages and lengths that start nowhere
    "første 1.000 dage", "0-25 års perspektiv", "under 25 år", "over 65 år", "børn på 3 år", "de 16-18-årige", "unge mellem 15 og 25 år", "0-6 årige",
    "80-årige borgere", "en 40 timers uge", "i fem år", "tre års erfaring", "37 timer", "aldersgruppen 18-30 år", "fra 0 til 18 år", "de 3-5-årige",
    # prepositions that bound no time
    "inden for rammerne", "inden for området", "inden for egen økonomi", "inden for sundhedsområdet", "indenfor rammen", "inden for budgettet",
    "efter aftale", "før og nu", "fra kommunen til borgeren", "til borgerne", "frem for alt", "forud for dette", "om borgerne",
    "fra og med dem", "efter loven", "i løbet af arbejdet", "under arbejdet", "i gang med arbejdet", "i god stand", "til rådighed", "i første omgang",
    "i anden sammenhæng", "for det første", "i anden række", "det ene og det andet", "den tredje vej", "i første række", "et andet sted",
    # words that hold a time
    "vintertjeneste", "sommerhuset", "forårsrengøring", "efterårsblomster", "årgang", "i dag", "i går", "dagtilbud", "dagplejen", "ugeavisen",
    "månedskort", "kvartalsregnskabet", "årsregnskabet", "årsplan", "julemarkedet", "påskeliljer", "majroer", "martsviol", "augustine",
    "Sommerland", "Vinterbadning", "juniorklub", "maje", "marcipan", "aprilsnar", "decembrist", "årringe",
    "Kultur- og Fritidsudvalget", "Udvalget for Social og Sundhed", "budgettet", "budgetrammen", "budgettet overholdes", "valgfri", "udvalget", "fravalg",
    "budgetforhandlingerne har været lange", "dagsorden", "hverdagen", "hver borger", "hver gang", "hvert barn", "enhver borger", "den løse ende",
    "kvarteret", "halvdelen af midlerne", "første halvdel", "den første del", "på midten", "i midten af byen", "i begyndelsen", "i starten",
    "ved udgangen", "ved indgangen til byen", "ved udgangen af bygningen", "i slutningen af rapporten", "resten af midlerne", "kommende borgere", "næste skridt", "de næste skridt", "den kommende skole",
    "", " ", ".", "1.", "1. 2. 3.", "1.2.3.4", "-", "§§", "31.02.2019", "den 32.", "99/99-2019", "12.34",
)  # fmt: skip
