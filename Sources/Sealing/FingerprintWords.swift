extension Fingerprint {
  /// The 256 words of a fingerprint, spelled alike in French and English and without accents, so that either can be
  /// read out to the other.
  ///
  /// No two are nearer than three letters (insertions, deletions, changes, swaps), and the first four letters
  /// identify each. A word's place is the byte that it stands for: the list never changes.
  static let list: [String] = """
    absence accord action addition agenda album alphabet angle animal arcade article aspect atlas
    audience avenue badge ballet banjo bikini bison bistro bonus bouquet boutique bracelet brave brigade
    bronze brunch buffet bulletin cabaret cactus camp canal canyon capable capital cargo carnet casino
    champion chance cobra cockpit code compact concert costume coupon courage culture date dessert
    dialogue digital direct distance document dollar domino double dragon empire ensemble exact expert
    express extra fable figure film finance flexible folklore football force format fortune fruit fusion
    garage gazelle geyser gourmet guide habitat halo hamster hibiscus hobby horizon humble igloo
    illusion image immense index indigo instant jaguar jazz jeep jockey jogging jovial judo justice
    karma kayak kimono kiwi koala laser latitude litre local machine magazine magnolia marathon mascara
    massage match maximum mention menu million minute miracle mixture module moment motel multiple
    muscle mustang nature nectar nougat oasis occasion octave omelette opinion orange original ozone
    palace palette panda panorama parking passion pastel patience pause photo phrase piano pigeon pizza
    plaque plateau podium point portable position possible prairie profit puma puzzle pyjama python
    quartz question quiche quiz radar raisin rapport refuge regard relation robot romance roulette route
    rugby safari samba sandwich sardine satin savant science scooter segment service sketch slogan sofa
    solitude sombrero sonnet soprano souvenir sphinx sport standard star statue stock studio style
    surface surprise talent tarot taxi temple tennis ticket timbre toast toucan triangle tribune trio
    tropical tunnel turban tutu unique valise variable verdict version vertical village violet visa
    visible vocation volley volume voyage weekend western whisky yacht yeti zigzag zinc zoom
    """.split { $0 == " " || $0 == "\n" }.map(String.init)
}
