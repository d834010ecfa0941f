// The 47 prefectures of Japan by their number in JIS X 0401: GeoNames' code of the same prefecture, names, and the city of the prefectural office.
export const prefectures = [
  ['01', '12', 'Hokkaido', '北海道', 'Sapporo', '札幌市'], ['02', '03', 'Aomori', '青森県', 'Aomori', '青森市'], ['03', '16', 'Iwate', '岩手県', 'Morioka', '盛岡市'],
  ['04', '24', 'Miyagi', '宮城県', 'Sendai', '仙台市'], ['05', '02', 'Akita', '秋田県', 'Akita', '秋田市'], ['06', '44', 'Yamagata', '山形県', 'Yamagata', '山形市'],
  ['07', '08', 'Fukushima', '福島県', 'Fukushima', '福島市'], ['08', '14', 'Ibaraki', '茨城県', 'Mito', '水戸市'], ['09', '38', 'Tochigi', '栃木県', 'Utsunomiya', '宇都宮市'],
  ['10', '10', 'Gunma', '群馬県', 'Maebashi', '前橋市'], ['11', '34', 'Saitama', '埼玉県', 'Saitama', 'さいたま市'], ['12', '04', 'Chiba', '千葉県', 'Chiba', '千葉市'],
  ['13', '40', 'Tokyo', '東京都', 'Tokyo', '東京'], ['14', '19', 'Kanagawa', '神奈川県', 'Yokohama', '横浜市'], ['15', '29', 'Niigata', '新潟県', 'Niigata', '新潟市'],
  ['16', '42', 'Toyama', '富山県', 'Toyama', '富山市'], ['17', '15', 'Ishikawa', '石川県', 'Kanazawa', '金沢市'], ['18', '06', 'Fukui', '福井県', 'Fukui', '福井市'],
  ['19', '46', 'Yamanashi', '山梨県', 'Kofu', '甲府市'], ['20', '26', 'Nagano', '長野県', 'Nagano', '長野市'], ['21', '09', 'Gifu', '岐阜県', 'Gifu', '岐阜市'],
  ['22', '37', 'Shizuoka', '静岡県', 'Shizuoka', '静岡市'], ['23', '01', 'Aichi', '愛知県', 'Nagoya', '名古屋市'], ['24', '23', 'Mie', '三重県', 'Tsu', '津市'],
  ['25', '35', 'Shiga', '滋賀県', 'Otsu', '大津市'], ['26', '22', 'Kyoto', '京都府', 'Kyoto', '京都市'], ['27', '32', 'Osaka', '大阪府', 'Osaka', '大阪市'],
  ['28', '13', 'Hyogo', '兵庫県', 'Kobe', '神戸市'], ['29', '28', 'Nara', '奈良県', 'Nara', '奈良市'], ['30', '43', 'Wakayama', '和歌山県', 'Wakayama', '和歌山市'],
  ['31', '41', 'Tottori', '鳥取県', 'Tottori', '鳥取市'], ['32', '36', 'Shimane', '島根県', 'Matsue', '松江市'], ['33', '31', 'Okayama', '岡山県', 'Okayama', '岡山市'],
  ['34', '11', 'Hiroshima', '広島県', 'Hiroshima', '広島市'], ['35', '45', 'Yamaguchi', '山口県', 'Yamaguchi', '山口市'], ['36', '39', 'Tokushima', '徳島県', 'Tokushima', '徳島市'],
  ['37', '17', 'Kagawa', '香川県', 'Takamatsu', '高松市'], ['38', '05', 'Ehime', '愛媛県', 'Matsuyama', '松山市'], ['39', '20', 'Kochi', '高知県', 'Kochi', '高知市'],
  ['40', '07', 'Fukuoka', '福岡県', 'Fukuoka', '福岡市'], ['41', '33', 'Saga', '佐賀県', 'Saga', '佐賀市'], ['42', '27', 'Nagasaki', '長崎県', 'Nagasaki', '長崎市'],
  ['43', '21', 'Kumamoto', '熊本県', 'Kumamoto', '熊本市'], ['44', '30', 'Oita', '大分県', 'Oita', '大分市'], ['45', '25', 'Miyazaki', '宮崎県', 'Miyazaki', '宮崎市'],
  ['46', '18', 'Kagoshima', '鹿児島県', 'Kagoshima', '鹿児島市'], ['47', '47', 'Okinawa', '沖縄県', 'Naha', '那覇市'],
].map(([code, geonames, en, ja, office, officeJa]) => ({ code, geonames, en, ja, office, officeJa }));

/** Japanese names of further large cities, as GeoNames romanises them, with GeoNames' code of the prefecture. */
export const cities = {
  'Kawasaki 19': '川崎市', 'Sagamihara 19': '相模原市', 'Hamamatsu 37': '浜松市', 'Sakai 32': '堺市', 'Kitakyushu 07': '北九州市', 'Hakodate 12': '函館市', 'Asahikawa 12': '旭川市',
  'Kushiro 12': '釧路市', 'Obihiro 12': '帯広市', 'Kitami 12': '北見市', 'Tomakomai 12': '苫小牧市', 'Wakkanai 12': '稚内市', 'Hachinohe 03': '八戸市', 'Hirosaki 03': '弘前市',
  'Iwaki 08': 'いわき市', 'Koriyama 08': '郡山市', 'Aizuwakamatsu 08': '会津若松市', 'Tsukuba 14': 'つくば市', 'Nikko 38': '日光市', 'Takasaki 10': '高崎市', 'Kawagoe 34': '川越市',
  'Hachioji 40': '八王子市', 'Nagaoka 29': '長岡市', 'Joetsu 29': '上越市', 'Takaoka 42': '高岡市', 'Matsumoto 26': '松本市', 'Ueda 26': '上田市', 'Takayama 09': '高山市',
  'Numazu 37': '沼津市', 'Toyohashi 01': '豊橋市', 'Okazaki 01': '岡崎市', 'Toyota 01': '豊田市', 'Yokkaichi 23': '四日市市', 'Ise 23': '伊勢市', 'Himeji 13': '姫路市',
  'Kurashiki 31': '倉敷市', 'Fukuyama 11': '福山市', 'Kure 11': '呉市', 'Shimonoseki 45': '下関市', 'Iwakuni 45': '岩国市', 'Imabari 05': '今治市', 'Kurume 07': '久留米市',
  'Sasebo 27': '佐世保市', 'Aso 21': '阿蘇市', 'Beppu 30': '別府市', 'Nobeoka 25': '延岡市', 'Miyakonojo 25': '都城市', 'Kirishima 18': '霧島市', 'Ishigaki 47': '石垣市', 'Yonago 41': '米子市',
};
