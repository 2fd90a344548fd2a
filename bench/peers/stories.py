#!/usr/bin/env python3
"""Deterministic generator of synthetic MSC stories (French / Arabic-Darija / English), 300-600 words.
No real person. Usage:
  python3 stories.py --n 20000 --seed 7 > stories.jsonl
Each line: {"id","lang","title","text","spans":[{start,end,type}],"site","date"}  (offsets = Unicode code points)
Needs lexicon.json beside it (lexicon.py) for a Zipf tail of rare words.
Story i depends only on (seed, i), so the first 1000 of 20000 are the same 1000."""
import json, random, re, sys, argparse, os
HERE=os.path.dirname(os.path.abspath(__file__))
LEX=json.load(open(os.environ.get('LEXICON',os.path.join(HERE,'lexicon.json')),encoding='utf-8'))

FIRST_FR=["Fatima","Khadija","Salma","Amal","Nadia","Hayat","Imane","Zineb","Naïma","Malika","Souad","Latifa","Ghizlane","Hanane","Karima","Loubna","Meryem","Najat","Rachida","Saïda","Touria","Yasmine","Zahra","Btissam","Fadwa","Houda","Ilham","Jamila","Kaoutar","Leïla","Mounia","Nezha","Ouafae","Rajae","Samira","Sanae","Siham","Wafae","Asmae","Chaïmae"]
MALE_FR=["Mohamed","Youssef","Hamid","Abdelkader","Rachid","Omar","Driss","Karim","Brahim","Saïd","Abdellah","Hassan","Mustapha","Jaouad","Noureddine","Tarik","Aziz","Khalid","Larbi","Mehdi"]
FAM_FR=["Benali","El Idrissi","Aït Lahcen","Bennani","Chraïbi","El Fassi","Ouazzani","Tazi","Amrani","Belkacem","El Khattabi","Alaoui","Berrada","Zouhair","Bouhaddou","Lahlou","El Mansouri","Naciri","Sebti","Ziani","Oubella","Aït Ouarab","Hajji","Kettani"]
FIRST_AR=["فاطمة","خديجة","سلمى","أمل","نادية","حياة","إيمان","زينب","نعيمة","مليكة","سعاد","لطيفة","غزلان","حنان","كريمة","لبنى","مريم","نجاة","رشيدة","سعيدة","ثورية","ياسمين","زهرة","ابتسام","فدوى","هدى","إلهام","جميلة","كوثر","ليلى"]
MALE_AR=["محمد","يوسف","حميد","عبد القادر","رشيد","عمر","إدريس","كريم","إبراهيم","سعيد","عبد الله","حسن","مصطفى","جواد","نور الدين","طارق","عزيز","خالد","العربي","المهدي"]
FAM_AR=["بنعلي","الإدريسي","آيت لحسن","بناني","الشرايبي","الفاسي","الوزاني","التازي","العمراني","بلقاسم","الخطابي","العلوي","برادة","زهير"]
CITY_FR=["Marrakech","Agadir","Tanger","Casablanca","Rabat","Fès","Meknès","Oujda","Essaouira","Béni Mellal","Safi","El Jadida","Tiznit","Larache","Tétouan","Inezgane","Khouribga","Settat"]
CITY_AR=["مراكش","أكادير","طنجة","الدار البيضاء","الرباط","فاس","مكناس","وجدة","الصويرة","بني ملال","آسفي","الجديدة","تزنيت","العرائش","تطوان","إنزكان"]
CITY_EN=["Marrakesh","Agadir","Tangier","Casablanca","Rabat","Fez","Meknes","Oujda","Essaouira","Safi"]
HOOD_FR=["Sidi Youssef Ben Ali","Guéliz","Daoudiate","Hay Mohammadi","Bensouda","Talborjt","Anza","Béni Makada","Dradeb","Massira","Mhamid","Sidi Moumen","Derb Sultan","Hay Salam"]
HOOD_AR=["سيدي يوسف بن علي","جليز","الداوديات","الحي المحمدي","تالبرجت","بني مكادة","المسيرة","المحاميد","سيدي مومن","درب السلطان"]
FAC_FR=["l'hôpital Ibn Tofail","le CHU Mohammed VI","l'hôpital Hassan II","le commissariat de Jamaa el-Fna","le tribunal de première instance de {CITYC}","le commissariat du 4e arrondissement","le centre de santé Al Massira"]
MONTH_FR=["janvier","février","mars","avril","mai","juin","juillet","août","septembre","octobre","novembre","décembre"]
MONTH_EN=["January","February","March","April","May","June","July","August","September","October","November","December"]
MONTH_AR=["يناير","فبراير","مارس","أبريل","ماي","يونيو","يوليوز","غشت","شتنبر","أكتوبر","نونبر","دجنبر"]

FR={
"intro":["Je m'appelle {FIRST} {FAM}, j'ai {AGE} ans et je vis à {CITY}, dans le quartier de {HOOD}.","Je suis née à {CITY} mais j'habite depuis longtemps à {HOOD}. On m'appelle {FIRST}.","J'avais {AGE} ans quand tout a commencé. Je travaillais alors dans un café de {HOOD}, à {CITY}.","Avant de connaître l'association, moi, {FIRST}, je vivais seule avec mes deux enfants à {CITY}."],
"before":["Mon mari, {MALE}, me frappait presque chaque soir et menaçait de prendre les enfants.","La violence était devenue quotidienne : les coups, les insultes, l'argent confisqué.","Le {DATE}, {MALE} m'a enfermée dans la chambre pendant deux jours sans eau ni nourriture.","Je n'osais pas porter plainte parce que j'avais peur de l'arrestation et de la honte dans ma famille.","Le propriétaire, M. {FAM}, augmentait le loyer chaque mois et me disait de partir.","Les clients refusaient de payer et, quand je criais, ils appelaient la police.","On m'a refusé les soins à l'hôpital parce que je n'avais pas de carte.","J'avais perdu l'appétit, le sommeil et toute confiance en moi.","Ma belle-mère, {FIRST}, disait que c'était ma faute et que je devais me taire.","Ils m'ont pris mon téléphone, le {PHONE}, et je ne pouvais plus appeler personne.","La première agression a eu lieu en {MONTH} {YEAR}, derrière la gare de {CITY}.","Il y avait aussi le chantage : des photos, des messages, des menaces sur les réseaux sociaux.","Je dormais chez une voisine, {FIRST}, qui m'a aidée sans rien demander.","Un agent du poste de {HOOD} m'a demandé de l'argent pour ne pas m'emmener.","Mes enfants n'étaient pas inscrits à l'école, faute d'acte de naissance."],
"meet":["C'est une paire éducatrice, {FIRST}, qui m'a parlé du projet un soir près de la place.","J'ai trouvé le numéro {PHONE} sur un dépliant et j'ai appelé en pleurant.","Je suis arrivée au centre le {DATE} avec un sac et ma fille dans les bras.","L'assistante sociale m'a accueillie sans me juger, elle m'a donné à boire et m'a écoutée.","On m'a accompagnée à {FAC} pour le certificat médical.","L'avocate, maître {FAM}, a expliqué mes droits en darija, avec des mots simples.","La psychologue m'a reçue douze fois ; au début je ne disais rien, puis j'ai parlé.","J'ai participé à un groupe de parole avec d'autres femmes de {CITY}.","Ils ont payé le transport jusqu'à {CITY} et une nuit d'hébergement.","Mon dossier, au nom de {FIRST} {FAM}, CIN {CIN}, a été transmis au tribunal."],
"change":["Le changement le plus significatif pour moi, c'est que je n'ai plus peur de rentrer chez moi.","Aujourd'hui j'ai un petit atelier de couture et je paie moi-même mon loyer.","J'ai appris à dire non, et à demander de l'aide quand il le faut.","J'ai obtenu la garde de mes enfants et leur inscription à l'état civil.","Je connais maintenant la loi 103-13 et je sais où déposer une plainte.","Ma santé s'est améliorée : je prends mon traitement et je dors la nuit.","J'ai retrouvé ma dignité ; les gens du quartier me saluent à nouveau.","La formation en pâtisserie m'a donné un métier et de l'autonomie.","Je suis devenue bénévole et j'accompagne d'autres survivantes à {FAC}.","Avec la coopérative d'argan, nous partageons les revenus entre onze femmes.","La justice a condamné {MALE} à six mois de prison et à une amende.","Je ne baisse plus les yeux devant les policiers, parce que je connais mes droits.","Mon fils, {MALE}, est retourné à l'école et il a de bonnes notes."],
"why":["C'est important parce que sans la sécurité, on ne peut rien construire.","Je raconte cette histoire pour que les autres sachent qu'une issue existe.","Ce changement compte plus que l'argent, car il vient de l'intérieur.","Je veux que les décideurs entendent que l'accès aux soins ne doit pas dépendre de la morale.","L'estime de soi est le début de toute guérison.","Ce qui compte, c'est que j'ai choisi moi-même, pour la première fois de ma vie.","Si l'on m'avait écoutée à l'hôpital dès le début, rien de tout cela ne serait arrivé."],
"tail":["Dans mon carnet j'avais noté ces mots : {W}, {W}, {W}, {W} et {W}.","Ce jour-là, je me souviens d'un détail étrange : {W}, {W}, puis {W}.","Une amie de {CITY} disait toujours « {W} {W} » et cela nous faisait rire.","Il y avait au marché des {W}, des {W} et l'odeur de {W}.","Pour me joindre à l'époque il fallait écrire à {EMAIL} ou passer par {FIRST}.","La voiture, immatriculée {PLATE}, était garée devant le {W}."],
}
AR={
"intro":["أنا {FIRST} {FAM}، عندي {AGE} عام وساكنة ف{CITY}، ف حي {HOOD}.","سميتي {FIRST}، تولدت ف{CITY} ولكن عايشة دابا ف {HOOD}.","كان عندي {AGE} سنة ملي بدا كلشي، وكنت خدامة ف واحد القهوة ف{CITY}.","قبل ما نعرف الجمعية، أنا {FIRST}، كنت عايشة بوحدي مع ولادي ف{CITY}."],
"before":["راجلي {MALE} كان كيضربني كل ليلة وكيهددني ياخد ليا الولاد.","ولى العنف كل نهار: الضرب والسبان والفلوس اللي كياخدها ليا.","نهار {DATE} سد عليا {MALE} البيت يومين بلا ماء بلا ماكلة.","ما كنتش كنقدر ندير شكاية حيت كنت خايفة من الشوهة ومن البوليس.","مول الدار، السي {FAM}، كان كل شهر كيزيد فالكرا.","رفضوا يعالجوني فالسبيطار حيت ما عنديش لاكارط.","ما بقيتش كناكل وما بقيتش كنعس، وفقدت الثقة فراسي.","خداو ليا التيليفون، نمرتي كانت {PHONE}، وما بقيتش نقدر نعيط لحتى واحد.","أول اعتداء وقع في شهر {MONTH} {YEAR} قرب محطة {CITY}.","كان حتى الابتزاز بالتصاور والميساجات والتهديد.","جارتي {FIRST} خلاتني نبات عندها وعاوناتني بلا ما تسول.","ولادي ما كانوش مسجلين فالحالة المدنية وما دخلوش للمدرسة.","تعرضت للعنف الجسدي والنفسي لمدة سنوات طويلة ولم أجد من يسمعني."],
"meet":["واحد المثقفة النظيرة سميتها {FIRST} هي اللي هضرات معايا على المشروع.","لقيت الرقم {PHONE} ف واحد الورقة وعيطت وأنا كنبكي.","وصلت للمركز نهار {DATE} ومعايا صاك وبنتي ف يدي.","المساعدة الاجتماعية استقبلاتني بلا حكم عليا وسمعات ليا.","مشاو معايا للسبيطار باش ناخد الشهادة الطبية.","المحامية شرحات ليا حقوقي بالدارجة بكلمات ساهلة.","شفت الطبيبة النفسية اثناعشر مرة وفالأول ما كنتش كنهضر.","شاركت في جلسات الدعم النفسي مع نساء أخريات من {CITY}.","رافقتني الجمعية إلى المحكمة وإلى مركز الشرطة لوضع شكاية.","الملف ديالي بسمية {FIRST} {FAM}، رقم البطاقة {CIN}، مشى للمحكمة."],
"change":["أهم تغيير عندي هو أنني ما بقيتش خايفة نرجع لداري.","اليوم عندي ورشة صغيرة ديال الخياطة وكنخلص الكرا بيدي.","تعلمت نقول لا، ونطلب المساعدة ملي نحتاجها.","خديت الحضانة ديال ولادي وتسجلو فالحالة المدنية.","دابا كنعرف القانون 103-13 وكنعرف فين نحط الشكاية.","تحسنت صحتي وأصبحت أتابع العلاج بانتظام وأنام الليل.","استرجعت كرامتي وثقتي بنفسي وأصبح لي دخل قار.","التكوين فالحلويات عطاني حرفة واستقلالية.","وليت متطوعة وكنرافق نساء ناجيات أخريات.","حكمت المحكمة على {MALE} بستة أشهر حبسا وغرامة.","ولدي {MALE} رجع للمدرسة وجايب نقط مزيانين."],
"why":["هذا مهم حيت بلا أمان ما يمكن نبنيو والو.","كنحكي هاد القصة باش يعرفو الآخرين أن كاين مخرج.","هذا التغيير أهم من المال لأنه جاء من داخلي.","أريد أن يسمع المسؤولون أن الحق في العلاج لا يجب أن يرتبط بالأخلاق.","الكرامة والثقة بالنفس هما بداية كل شفاء.","المهم عندي أنني اخترت بنفسي لأول مرة في حياتي."],
"tail":["كتبت ف الكناش ديالي هاد الكلمات: {W}، {W}، {W}، {W} و {W}.","ف داك النهار كنتفكر واحد الحاجة غريبة: {W}، {W}، ومن بعد {W}.","واحد الصاحبة من {CITY} كانت ديما كتقول « {W} {W} » وكنضحكو.","كان ف السوق {W} و {W} وريحة {W}.","وكانت الطوموبيل {PLATE} واقفة قدام {W}."],
}
EN={
"intro":["My name is {FIRST} {FAM}, I am {AGE} years old and I live in {CITY}, in the {HOOD} district.","I was born in {CITY}; people call me {FIRST}.","I was {AGE} when it all began. I worked in a bar near {HOOD} in {CITY}.","Before I knew the association, I, {FIRST}, lived alone with my two children in {CITY}."],
"before":["My husband, {MALE}, beat me almost every night and threatened to take the children.","The violence had become daily: blows, insults, my wages taken away.","On {DATE}, {MALE} locked me in a room for two days without food.","I did not dare to file a complaint because I was afraid of being arrested.","The landlord, Mr {FAM}, raised the rent every month.","Clients refused to pay and called the police when I shouted.","The hospital refused me treatment because I had no card.","I had lost sleep, appetite and all self-confidence.","They took my phone, {PHONE}, and I could not call anyone.","The first assault took place in {MONTH} {YEAR}, behind the {CITY} railway station.","There was blackmail too: photos, messages, threats online.","An officer in {HOOD} asked me for money so that he would not take me in.","My children had no birth certificate and could not enrol at school."],
"meet":["A peer educator called {FIRST} told me about the project one evening.","I found the number {PHONE} on a leaflet and I called in tears.","I came to the centre on {DATE} with one bag and my daughter in my arms.","The social worker welcomed me without judging and listened to me.","They went with me to the hospital for the medical certificate.","The lawyer, Ms {FAM}, explained my rights in simple words.","I saw the psychologist twelve times; at first I said nothing.","I joined a support group with other women from {CITY}.","My file, under the name {FIRST} {FAM}, ID card {CIN}, went to the court."],
"change":["The most significant change for me is that I am no longer afraid to go home.","Today I have a small sewing workshop and pay my own rent.","I learned to say no and to ask for help when I need it.","I won custody of my children and they are now registered.","I know law 103-13 now and where to file a complaint.","My health is better: I take my treatment and I sleep at night.","I got my dignity back; people in the street greet me again.","Training in pastry gave me a trade and independence.","I became a volunteer and I go with other survivors to the police station.","The court sentenced {MALE} to six months in prison and a fine.","My son, {MALE}, went back to school and has good marks."],
"why":["It matters because nothing can be built without safety.","I tell this story so that others know there is a way out.","This change counts more than money because it comes from inside.","I want decision makers to hear that access to care must not depend on morals.","Self-esteem is the beginning of healing.","What counts is that I chose for myself, for the first time in my life."],
"tail":["In my notebook I had written these words: {W}, {W}, {W}, {W} and {W}.","That day I remember one strange detail: {W}, {W}, then {W}.","A friend from {CITY} always said “{W} {W}” and it made us laugh.","In the market there were {W}, {W} and the smell of {W}.","To reach me you had to write to {EMAIL} or ask {FIRST}.","The car, plate {PLATE}, was parked in front of the {W}."],
}
T={"fr":FR,"ar":AR,"en":EN}
SLOT=re.compile(r"\{([A-Z]+)\}")

def zipf(rng,l):
    # rank ~ floor(n**u): dense head, long tail
    return l[int(len(l)**rng.random())-1]

def phone(rng):
    d="".join(str(rng.randrange(10)) for _ in range(8)); p=rng.choice("67")
    s=p+d
    return rng.choice(["0"+s,"0%s %s %s %s %s"%(s[0]+s[1],s[2:4][:1]+s[3:4],s[4:6],s[6:8],s[8:]) if 0 else "0"+s[0]+" "+" ".join((s[1:3],s[3:5],s[5:7],s[7:9])),"+212 "+s[0]+" "+s[1:3]+" "+s[3:5]+" "+s[5:7]+" "+s[7:9],"+212"+s,"0"+s[0]+"-"+"-".join((s[1:3],s[3:5],s[5:7],s[7:9])),"00212 "+s[:3]+" "+s[3:6]+" "+s[6:9]])
def cin(rng): return rng.choice(["EE","JB","K","BK","AB","EA","J","KB"])+str(rng.randrange(100000,999999))
def plate(rng): return "%d-%s-%d"%(rng.randrange(1000,99999),rng.choice("أبدهط" if rng.random()<.5 else "ABDH"),rng.randrange(1,89))
def date(rng,lang,ctx):
    d,m,y=rng.randrange(1,29),rng.randrange(12),rng.randrange(2016,2026)
    if rng.random()<.4: return rng.choice(["%02d/%02d/%d","%d.%d.%d","%02d-%02d-%d"])%(d,m+1,y)
    return {"fr":"%d %s %d"%(d,MONTH_FR[m],y),"en":"%d %s %d"%(d,MONTH_EN[m],y),"ar":"%d %s %d"%(d,MONTH_AR[m],y)}[lang]

def slot(name,rng,lang,ctx):
    ar=lang=="ar"
    if name=="FIRST": return (ctx["first"] if rng.random()<.4 else rng.choice(FIRST_AR if ar else FIRST_FR)),"PERSON"
    if name=="MALE": return ctx["male"],"PERSON"
    if name=="FAM": return rng.choice(FAM_AR if ar else FAM_FR),"PERSON"
    if name=="CITY": return (ctx["city"] if rng.random()<.6 else rng.choice({"fr":CITY_FR,"ar":CITY_AR,"en":CITY_EN}[lang])),"LOCATION"
    if name=="CITYC": return ctx["city"],None
    if name=="HOOD": return rng.choice(HOOD_AR if ar else HOOD_FR),"LOCATION"
    if name=="FAC": return rng.choice(FAC_FR).replace("{CITYC}",ctx["city"]),"FACILITY"
    if name=="AGE": return str(rng.randrange(18,56)),"AGE"
    if name=="DATE": return date(rng,lang,ctx),"DATE"
    if name=="MONTH": return rng.choice({"fr":MONTH_FR,"ar":MONTH_AR,"en":MONTH_EN}[lang]),None
    if name=="YEAR": return str(rng.randrange(2015,2026)),None
    if name=="PHONE": return phone(rng),"PHONE"
    if name=="CIN": return cin(rng),"CIN"
    if name=="EMAIL": return "%s%d@%s"%(rng.choice(["salma","nour","contact","zineb","hay"]),rng.randrange(10,9999),rng.choice(["gmail.com","menara.ma","yahoo.fr","hotmail.com"])),"EMAIL"
    if name=="PLATE": return plate(rng),"PLATE"
    if name=="W": return zipf(rng,LEX[lang]),None
    raise KeyError(name)

def render(tpl,rng,lang,ctx,base):
    out=[];spans=[];pos=0;n=base
    for m in SLOT.finditer(tpl):
        lit=tpl[pos:m.start()]; out.append(lit); n+=len(lit)
        v,t=slot(m.group(1),rng,lang,ctx)
        if t: spans.append({"start":n,"end":n+len(v),"type":t})
        out.append(v); n+=len(v); pos=m.end()
    lit=tpl[pos:]; out.append(lit); n+=len(lit)
    return "".join(out),spans,n

def story(i,seed):
    rng=random.Random(f"{seed}/{i}")
    u=rng.random(); lang="fr" if u<.55 else ("ar" if u<.85 else "en")
    t=T[lang]; ar=lang=="ar"
    ctx={"first":rng.choice(FIRST_AR if ar else FIRST_FR),"male":rng.choice(MALE_AR if ar else MALE_FR),"city":rng.choice({"fr":CITY_FR,"ar":CITY_AR,"en":CITY_EN}[lang])}
    target=rng.randrange(310,560); seq=["intro","before"]; words=0; text="";spans=[];n=0;k=0
    order=["intro"]+["before"]*3+["meet"]*2+["tail"]+["change"]*3+["why"]+["tail"]
    while words<target:
        sec=order[k] if k<len(order) else rng.choice(["before","meet","change","why","tail","tail"])
        s,sp,_=render(rng.choice(t[sec]),rng,lang,ctx,n)
        sep="\n\n" if rng.random()<.15 else " "
        text+=s+sep; spans+=sp; n+=len(s)+len(sep); words+=len(s.split()); k+=1
    text=text.rstrip()
    return {"id":f"S{i:06d}","lang":lang,"site":ctx["city"],"date":f"{rng.randrange(2022,2026)}-{rng.randrange(1,13):02d}-{rng.randrange(1,29):02d}",
            "title":{"fr":"Récit","ar":"قصة","en":"Story"}[lang]+f" {i:06d} — {zipf(rng,LEX[lang])}","text":text,"spans":spans}

def stories(n,seed=7):
    for i in range(n): yield story(i,seed)

if __name__=="__main__":
    ap=argparse.ArgumentParser(); ap.add_argument("--n",type=int,default=10); ap.add_argument("--seed",default="7"); a=ap.parse_args()
    for s in stories(a.n,a.seed): sys.stdout.write(json.dumps(s,ensure_ascii=False)+"\n")
