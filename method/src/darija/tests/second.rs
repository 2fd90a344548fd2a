//! A second list of pairs, written without looking at the keys: verbs with what sticks to them, vowels left out, the spellings of
//! whoever learnt French, digits and their letters.

/// One word in Latin letters and in Arabic ones.
pub(super) const ONE: &str = "
    l3a2ila العائلة|3a2ila عائلة|3aila العائلة|lmas2oul المسؤول|mas2oula مسؤولة|ra2isa رئيسة|kanghsel كنغسل|kan8sel كنغسل|katghessel كتغسل
    ktbt كتبت|ktebt كتبت|kansm3 كنسمع|kansme3 كنسمع|makaysma3nich ماكيسمعنيش|ma3ndich ماعنديش|ma3endich ماعنديش|ma3ndhach ماعندهاش
    wldat ولدات|wldt ولدت|tzwjt تزوجت|tzewejt تزوجت|tzouejt تزوجت|mzwja مزوجة|mzewja مزوجة|mtel9a مطلقة|mtell9a مطلقة|mtallaqa مطلقة|motala9a مطلقة
    7amla حاملة|hamla حاملة|7aml حمل|lhaml الحمل|jrit جريت|hrebt هربت|hrbt هربت|3tawni عطاوني|3tani عطاني|3tatni عطاتني|a3tani أعطاني
    cheft شفت|chft شفت|choft شفت|chouft شفت|chrit شريت|kanchri كنشري|kanbi3 كنبيع|nbi3 نبيع|kaybi3ou كيبيعو|sakna ساكنة|skna سكنة|sakena ساكنة
    m3aya معايا|m3ahom معاهم|m3ana معانا|9bel قبل|qbel قبل|ba3d بعد|mnba3d منبعد|7it حيت|hit حيت|7ta حتى|hta حتى|3lach علاش|3lash علاش
    chnou شنو|shnou شنو|chno شنو|kifach كيفاش|kifash كيفاش|fin فين|dyali ديالي|dialha ديالها|dyalna ديالنا|diali ديالي|dialou ديالو
    lmakla الماكلة|makla ماكلة|n3ass نعاس|n3as نعاس|kann3es كننعس|mchit مشيت|mshit مشيت|mchina مشينا|kanmchi كنمشي|ghanmchi غنمشي|8anmchi غنمشي|ghadi غادي|8adi غادي
    jbt جبت|jebt جبت|kanjib كنجيب|7kit حكيت|7kaya حكاية|hkaya الحكاية|l7kaya الحكاية|kan7ki كنحكي|kanhki كنحكي|s7abi صحابي|sahbti صاحبتي|sa7bti صاحبتي
    lghadab الغضب|8adab غضب|ghadab غضب|9issa قصة|9esa قصة|l9issa القصة|7jab حجاب|lhjab الحجاب|chghol شغل|choghl الشغل|ch8el شغل|khdmt خدمت|kankhdem كنخدم|5dmt خدمت|kan5dem كنخدم
    mkhazni مخزني|jama3a جماعة|ljma3a الجماعة|tswira تصويرة|taswira تصويرة|ra9m رقم|ra9em الرقم|nemra النمرة|nmra نمرة|tri9 طريق|triq الطريق|mstachfa مستشفى|moustachfa المستشفى
    douar دوار|ddouar الدوار|dwar دوار|jbel جبل|jbal جبال|wa9t وقت|lwe9t الوقت|waqt الوقت|7sab حساب|lhsab الحساب|kridi كريدي|lkridi الكريدي|3a9d عقد|l3a9d العقد|3aqd العقد
    lmirat الميراث|nafa9a نفقة|nfa9a النفقة|nafaqa النفقة|i3a9a إعاقة|l2i3a9a الإعاقة|7oriya حرية|l7oriya الحرية|hourriya حرية|chaja3a شجاعة|chj3atni شجعاتني
    9owa قوة|lqowa القوة|9ouwa القوة|da3m دعم|dda3m الدعم|lda3m الدعم|3ilaj علاج|l3ilaj العلاج|nafsani نفساني|ta3lim تعليم|tta3lim التعليم|takwin تكوين|ttakwin التكوين
    mouwakaba مواكبة|lmowakaba المواكبة|isti9bal استقبال|isti9bal الاستقبال|nsi7a نصيحة|nasi7a النصيحة|9rar قرار|l9arar القرار|qarar قرار|7adana حضانة|lhadana الحضانة|wilaya ولاية
    mo9ata3a مقاطعة|lmo9ata3a المقاطعة|moqata3a مقاطعة|lbaladiya البلدية|baladia البلدية|l3amala العمالة|chta شتا|chems شمس|lgamra الڭمرة|l9hwa القهوة|9ahwa قهوة|qahwa القهوة
    hijra هجرة|lhijra الهجرة|lhrig الحريڭ|l7rig الحريڭ|khobz خبز|lkhobz الخبز|5obz خبز|walida والدة|lwalida الوالدة|9abla قابلة|l9abla القابلة|kanwaffer كنوفر|khellit خليت|wellit وليت
    bnadem بنادم|nass ناس|nnas الناس|lwaldin الوالدين|3mmti عمتي|khalti خالتي|5alti خالتي|jeddati جداتي|l3rs العرس|3ers عرس|khotba خطبة|lkhotba الخطبة|5otba الخطبة|sda9 صداق|ssda9 الصداق
";

/// Pairs that no key tells together, each with its reason. They are not counted among those found.
pub(super) const MISSED: &[(&str, &str, &str)] = &[(
    "souk",
    "السوق",
    "k for ق: one key for both would make \"klb\" and \"9lb\" one word",
)];

/// Two words.
pub(super) const TWO: &str = "
    kteb قطب|9bel كبل|chft خفت|jbt حبت|3tani غطاني|sakna ساخنة|ba3d بغض|ghadi حادي|nafa9a نافذة|9rar كرار|da3m ضخم|takwin تلوين|jbel حبل
    wa9t وخت|7sab خصاب|kridi جريدة|chems خمس|9ahwa كهوة|triq طليق|ra9m رسم|wldt ولفت|hrebt ضربت|3lach علاس|makla مالكة|walida والفة|khobz خرز
    l9issa القسمة|douar ديور|hijra حضرة|9abla كابلة|mchit مسيت|7kaya خاية|3ers حرس|sda9 سرق|khotba حطبة|nmra جمرة|chghol شعل|7jab خجاب
";
