namespace Mitoshi.Credits;

/// <summary>
/// The refusals of the methodologies. Each is an error of the user's input with a page in <c>docs/errors/</c>; the last part of its code in
/// Pascal case is the error kind of the test vectors.
/// </summary>
internal static class Refusal
{
    public static MitoshiException MissingFactor(Text found) => Make("missing_factor", found,
        ("every factor given, with its citation, or a row of a table that Mitoshi ships", "すべての係数（出典つき）または同梱の係数表の行"),
        ("Enter the factor with unit and citation; Mitoshi puts in no number of its own.", "係数を単位・出典とともに入力してください。Mitoshiは数値を補いません。"));

    public static MitoshiException MissingCitation(Text found) => Make("missing_citation", found,
        ("a citation for every factor of a claim", "クレームで使うすべての係数の出典"),
        ("Name the document and table the factor comes from.", "係数の出典（文書名と表番号）を書いてください。"));

    public static MitoshiException ShapeMismatch(Text found) => Make("shape_mismatch", found,
        ("lists of the same length and tables without holes", "長さの揃ったリストと欠けのない表"),
        ("Give one value per class, stratum or plot in every list.", "どのリストにも区分・層・プロットごとに一つの値を入れてください。"));

    public static MitoshiException OutOfRange(Text found, Text expected) => Make("out_of_range", found, expected,
        ("Correct the value; check whether a percentage stands where a fraction belongs.", "値を直してください。百分率と小数の取り違えも確かめてください。"));

    public static MitoshiException NotApplicable(Text found, Text expected) => Make("not_applicable", found, expected,
        ("Use another methodology, or change the project so that the condition is met.", "条件を満たすように改めるか、別の方法論を使ってください。"));

    public static MitoshiException NotForIssuance(Text found) => Make("not_for_issuance", found,
        ("rules and factors of mark V or C, or S with a recorded confirmation", "根拠の印がVかC、または確認記録のあるS"),
        ("The figure may be shown and discussed; read the official text before anything is issued.",
            "数値の表示や検討はできます。発行の前に公式文書を確認してください。"));

    public static MitoshiException NegativePeriod(Text found) => Make("negative_period", found,
        ("a period that ends after it starts", "終わりが始まりより後の期間"),
        ("Exchange or correct the two days.", "開始日と終了日を直してください。"));

    public static MitoshiException NegativeUncertainty(Text found) => Make("negative_uncertainty", found,
        ("an uncertainty of zero or more", "ゼロ以上の不確かさ"), ("Give its magnitude without a sign.", "符号のない大きさで書いてください。"));

    public static MitoshiException SdForSe(Text found) => Make("sd_for_se", found,
        ("a standard error of the estimate", "推定値の標準誤差"),
        ("Divide the standard deviation by the square root of n if the sample is independent, and say so: kind se.",
            "標本が独立なら標準偏差をnの平方根で割り、種類を se としてください。"));

    public static MitoshiException RelativeAbsoluteMix(Text found) => Make("relative_absolute_mix", found,
        ("uncertainties that are all absolute or all relative", "すべて絶対値か、すべて相対値の不確かさ"),
        ("Convert one of them explicitly with its mean.", "平均値を使って明示的に換算してください。"));

    public static MitoshiException RelativeOfZero(Text found) => Make("relative_of_zero", found,
        ("a value that is not zero to be relative to", "ゼロではない基準値"), ("Use an absolute uncertainty.", "絶対値の不確かさを使ってください。"));

    public static MitoshiException ConfidenceLevelMismatch(Text found, Text expected) => Make("confidence_level_mismatch", found, expected,
        ("Convert the half-width to the level that is asked for.", "求められる信頼水準の半幅に換算してください。"));

    public static MitoshiException MissingSampleSize(Text found) => Make("missing_sample_size", found,
        ("the sample size n", "標本サイズ n"), ("Give n.", "n を書いてください。"));

    public static MitoshiException SampleTooSmall(Text found, Text expected) => Make("sample_too_small", found, expected,
        ("Measure more plots.", "プロットを増やしてください。"));

    public static MitoshiException MissingCorrelation(Text found) => Make("missing_correlation", found,
        ("the correlation, stated; 0 is a statement", "明示された相関係数（0も明示のうち）"),
        ("Give the correlation, or the model of it.", "相関係数、またはその模型を書いてください。"));

    public static MitoshiException InvalidCorrelation(Text found) => Make("invalid_correlation", found,
        ("correlations between -1 and 1 that belong to one positive definite matrix", "-1から1の間で、全体が正定値行列となる相関係数"),
        ("Correct the correlations.", "相関係数を直してください。"));

    public static MitoshiException TooFewDraws(Text found, Text expected) => Make("too_few_draws", found, expected,
        ("Raise the number of draws.", "試行回数を増やしてください。"));

    public static MitoshiException WeightsDoNotSum(Text found) => Make("weights_do_not_sum", found,
        ("weights that sum to 1", "合計が1になる重み"), ("Correct the weights; is a stratum left out?", "重みを直してください。抜けた層はありませんか。"));

    public static MitoshiException ZeroRisk(Text found) => Make("zero_risk", found,
        ("a risk map with at least one pixel above zero", "ゼロより大きい画素が一つ以上あるリスク地図"), ("Check the risk map.", "リスク地図を確かめてください。"));

    public static MitoshiException InsufficientRecords(Text found, Text expected) => Make("insufficient_records", found, expected,
        ("Add the missing years.", "足りない年の記録を加えてください。"));

    public static MitoshiException InsufficientCorrectionSample(Text found) => Make("insufficient_correction_sample", found,
        ("at least 5 independent points, not class means of the map that is corrected", "独立な点が5つ以上（補正する地図自身の区分平均は不可）"),
        ("Measure more plots; until then the corrected factor may be displayed, not issued.", "プロットを増やしてください。それまで補正後の係数は表示だけにとどまります。"));

    public static MitoshiException UnmappedClass(Text found) => Make("unmapped_class", found,
        ("a reference class for every map class inside the project", "プロジェクト内のすべての地図区分に対応する参照区分"),
        ("Add the class to the mapping, or cut it out of the boundary.", "対応表に区分を加えるか、境界から除いてください。"));

    public static MitoshiException PoolNotAllowed(Text found, Text expected) => Make("pool_not_allowed", found, expected,
        ("Take the pool out of the project.", "その炭素プールを外してください。"));

    public static MitoshiException LeakageNotAssessed(Text found) => Make("leakage_not_assessed", found,
        ("leakage assessed by the method's own module", "方法論の定める手順によるリーケージの評価"),
        ("Assess the leakage; it may turn out to be zero, but it may not be assumed.", "リーケージを評価してください。ゼロになることはあっても、ゼロと仮定はできません。"));

    public static MitoshiException RiskFail(Text found) => Make("risk_fail", found,
        ("a rating up to 60, and internal, external, natural risk up to 35, 20, 35", "評点60以下、内部・外部・自然リスクがそれぞれ35・20・35以下"),
        ("The project is not eligible until the risk is mitigated.", "リスクを下げるまで対象になりません。"));

    public static MitoshiException DoubleCount(Text found) => Make("double_count", found,
        ("each field and each pool once", "圃場も炭素プールも一度だけ"), ("Remove the repetition.", "重複を取り除いてください。"));

    public static MitoshiException BoundaryOverlap(Text found) => Make("boundary_overlap", found,
        ("boundaries that do not overlap", "重なりのない境界"), ("Trim one of the boundaries.", "どちらかの境界を直してください。"));

    public static MitoshiException SingularCovariance(Text found) => Make("singular_covariance", found,
        ("covariates that are not functions of each other", "互いに独立な共変量"), ("Leave that covariate out.", "その共変量を外してください。"));

    public static MitoshiException DonorPoolTooSmall(Text found) => Make("donor_pool_too_small", found,
        ("at least k controls for every project plot", "プロジェクトのプロットごとにk個以上の対照"),
        ("Widen the donor pool by a step of 100 km, or lower k.", "対照の範囲を100 km広げるか、kを下げてください。"));

    public static MitoshiException ControlsNotPreRegistered(Text found) => Make("controls_not_pre_registered", found,
        ("controls in the log before any outcome is read", "結果を読む前にログへ登録された対照"),
        ("Register controls first; results that were seen before cannot be unseen: choose a new period.",
            "先に対照を登録してください。すでに見た結果は取り消せないので、新しい期間を選んでください。"));

    private static MitoshiException Make(string kind, Text found, Text expected, Text remedy) => new("credits." + kind, found, expected, remedy);
}
