/// What a word in a class or identifier says an element is.
struct ArticleWord: OptionSet, Sendable {
  let rawValue: UInt32

  static let navigation = ArticleWord(rawValue: 1 << 0)
  static let promotion = ArticleWord(rawValue: 1 << 1)
  static let sharing = ArticleWord(rawValue: 1 << 2)
  static let furniture = ArticleWord(rawValue: 1 << 3)
  static let notice = ArticleWord(rawValue: 1 << 4)
  static let advertisement = ArticleWord(rawValue: 1 << 5)
  static let concealed = ArticleWord(rawValue: 1 << 6)
  static let comments = ArticleWord(rawValue: 1 << 7)
  static let caption = ArticleWord(rawValue: 1 << 8)
  static let gallery = ArticleWord(rawValue: 1 << 9)
  static let author = ArticleWord(rawValue: 1 << 10)
  static let credit = ArticleWord(rawValue: 1 << 11)
  static let box = ArticleWord(rawValue: 1 << 12)
  static let standfirst = ArticleWord(rawValue: 1 << 13)
  static let body = ArticleWord(rawValue: 1 << 14)
  static let byline = ArticleWord(rawValue: 1 << 16)
  static let date = ArticleWord(rawValue: 1 << 17)
  static let folded = ArticleWord(rawValue: 1 << 20)

  /// Names something else than the article, wherever it stands in a token.
  static let foreign: ArticleWord = [
    .navigation, .promotion, .sharing, .furniture, .notice, .advertisement,
  ]

  /// Counts only where it is the whole token.
  static let wholeToken: ArticleWord = [.concealed, .body]
}

/// The words of classes and identifiers by which page systems name the parts of a page.
///
/// Whole words are compared, never parts of them: `widget` and `banner` as substrings eat articles.
/// Collected on half of the publishers of four data sets, and checked on the other half; single
/// words whose elements held article text on more than one publisher in ten are left out.
enum ArticleVocabulary {
  /// What a word means; nothing for most words.
  static func meaning(ofHash hash: UInt64) -> ArticleWord {
    var i = Int(truncatingIfNeeded: hash) & mask
    while table[i].hash != 0 {
      if table[i].hash == hash { return table[i].word }
      i = (i + 1) & mask
    }
    return []
  }

  /// FNV-1a (http://www.isthe.com/chongo/tech/comp/fnv/), of lower-case letters.
  static let seed: UInt64 = 0xCBF2_9CE4_8422_2325

  @inline(__always)
  static func hashed(_ hash: UInt64, _ byte: UInt8) -> UInt64 {
    (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
  }

  private static let mask = 2_047  // slots less one; a third of them is taken

  private static let table: [(hash: UInt64, word: ArticleWord)] = {
    var table = [(hash: UInt64, word: ArticleWord)](repeating: (0, []), count: mask + 1)
    for (word, text) in groups {
      for token in text.utf8.split(whereSeparator: \.isMarkupSpace) {
        let hash = token.reduce(seed, hashed)
        var i = Int(truncatingIfNeeded: hash) & mask
        while table[i].hash != 0, table[i].hash != hash { i = (i + 1) & mask }
        table[i] = (hash, table[i].word.union(word))
      }
    }
    return table
  }()

  private static let groups: [(ArticleWord, String)] = [
    // Ways to other pages of the site.
    (
      .navigation,
      """
      nav navbar navigation navi subnav topnav mainnav menu submenu megamenu menus breadcrumb
      breadcrumbs breadcrumblist crumbs crumb pagination paginate pager paging sitemap skip skiplink
      tags taglist tagcloud keywords tagged toolbar search searchform searchbox rss
      """
    ),
    // Other stories, and offers of the publisher.
    (
      .promotion,
      """
      related relateds relatedposts related-posts yarpp recirc recirculation recommend recommended
      recommendation recommendations outbrain taboola zergnet mgid jp-relatedposts crosslinks
      newsletter newsletters subscribe subscription subscriptions signup optin mailchimp mailerlite
      hubspot hs-form piano regwall promo promos promotion promoted teaser teasers trending popular
      latest mostread most-read mostpopular headlines ticker carousel swiper slick owl donate donation
      cta ctas nextstory next-story nextpost next-post readnext read-next upnext up-next morefrom
      more-from more-stories morestories further-reading readmore read-more
      """
    ),
    // Buttons of social networks.
    (
      .sharing,
      """
      share shares sharing sharedaddy shareaholic sharebar sharethis addtoany addthis social socials
      socialmedia jssocials ssba heateor essb whatsapp facebook twitter linkedin pinterest tumblr
      telegram instagram reddit bluesky mastodon
      """
    ),
    // What frames every page of a site, and what visitors fill in.
    (
      .furniture,
      """
      footer colophon prefooter subfooter copyright copyrights sidebar sidebars aside
      secondary-content widgets textwidget login signin register logged logout password feedback
      survey poll quiz captcha authorbox author-box authorbio author-bio saboxplugin molongui biography bio avatar vcard
      sr-only screen-reader-text visually-hidden visuallyhidden screenreader assistive printonly
      noprint rollover hovercard hover-card
      """
    ),
    // What lies over the page.
    (
      .notice,
      """
      cookie cookies consent gdpr onetrust cookiebanner cmplz optanon didomi disclaimer popup popover
      modal tooltip dialog overlay offcanvas flyout toast snackbar
      """
    ),
    (
      .advertisement,
      """
      banner advert advertisement advertising ads adsbygoogle advertorial adslot adbox adblock dfp
      sponsor sponsored sponsors anzeige werbung reklama publicidad publicite reklam
      """
    ),
    // Said by style sheets, not seen by readers.
    (
      .concealed,
      "hide hidden d-none is-hidden u-hidden display-none dn hidden-print"
    ),
    // Text that a click unfolds, which is text of the article all the same.
    (.folded, "accordion accordions collapse collapsible collapsable expandable"),
    // What readers wrote; `kommentar` is left out: in German it names an opinion piece.
    (
      .comments,
      """
      comment comments commentlist commentform commentaires commenti comentarios kommentare komentarze
      commentary-box respond disqus livefyre trackback trackbacks pingback pingbacks viafoura spotim
      hyvor coral-talk
      """
    ),
    // Said about a picture. (Golds of three sets hold no caption; of the fourth, 15 in 415.)
    (
      .caption,
      """
      caption captions wp-caption-text wp-caption-dd credit credits imagecaption image-caption
      photo-credit photocredit legend bildunterschrift media-caption figcaption
      """
    ),
    (
      .gallery,
      """
      lightbox slideshow fotostrecke bildergalerie diaporama video videos videoplayer jwplayer
      mediaplayer vjs
      """
    ),
    (
      .author,
      """
      author authors autor autore auteur autoren autorinfo verfasser redakteur aboutauthor
      about-author authordesc
      """
    ),
    // Who wrote it, when; a line that is read off for particulars.
    (
      .credit,
      """
      byline bylines dateline timestamp published updated posted posted-on entry-meta post-meta
      article-meta metadata meta postmeta entrymeta postmetadata author-name authors date pubdate
      time datetime publishdate readtime reading-time kicker eyebrow
      """
    ),
    // The two halves of such a line.
    (
      .byline,
      "byline bylines author authors author-name authorname autor autore auteur writer fn p-author"
    ),
    (
      .date,
      "date dates pubdate published datetime publishdate posted posted-on timestamp dt-published datum fecha data"
    ),
    // A box of facts beside the text.
    (
      .box,
      """
      infobox info-box factbox fact-box faktabox infokasten placeholder fallback affiliate
      affiliates
      """
    ),
    (
      .standfirst,
      """
      lead standfirst dek deck lede summary subtitle subheadline subhead subheading sub-head strapline
      intro introduction excerpt abstract chapo chapeau sommario ingress teaser vorspann anleser
      untertitel entradilla bajada copete perex zajawka description desc articleintro subline leadtext
      preamble premise occhiello
      """
    ),
    // The element that holds the text of an article, in the words of many page systems.
    (
      .body,
      """
      article-body articlebody article_body article__body article-content article__content
      articlecontent article_content article-text article__text articletext article_text story-body
      storybody story__body story_body storytext story-text story-content storycontent story__content
      entry-content entrycontent entry_content post-content postcontent post_content post__content
      post-body postbody post_body post-entry post-text post_text posttext body-copy bodycopy
      article-main article-main-text article-detail articledetail content-body contentbody
      content__body content-article news-content newscontent news-text news_text newstext news-detail
      news-body detail-content detail-text text-content td-post-content single-content singlecontent
      blog-content blog-post-content blogpost-content blog-entry blog-body rich-text richtext
      article-page__content main-article mainarticle content-text c-article-body c-article-content
      field-name-body field--name-body artikel-content artikeltext artikel-text articulo-cuerpo
      cuerpo-noticia article-copy page-content pagecontent wysiwyg
      """
    ),
  ]
}
