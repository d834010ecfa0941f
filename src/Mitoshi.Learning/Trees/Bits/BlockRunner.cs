namespace Mitoshi.Learning.Bits;

/// <summary>Runs programs over blocks of 512 pixels, two blocks in step where there are two: one reading of the steps then serves both, and neither waits for its own last result.</summary>
internal sealed unsafe class BlockRunner(PlaneSet planes, TreeProgram[] programs, int ensembleCount, KernelPath path)
{
    /// <summary>Leaves in the scratch the sums of all compiled trees, in multiples of each ensemble's step.</summary>
    /// <param name="features">Where the first pixel of the first block stands in the first feature.</param>
    /// <param name="pixelCount">From one feature to the next.</param>
    /// <param name="count">Pixels, 1 to 1024.</param>
    /// <param name="scratch">Two blocks of working memory; the second is used when there are more than 512 pixels.</param>
    public void Sum(ReadOnlySpan<float> features, int pixelCount, int count, Scratch scratch)
    {
        PixelBlock first = scratch.First, second = scratch.Second;
        int countFirst = Math.Min(count, Lanes.Count), countSecond = count - countFirst;
        Encode(features, pixelCount, countFirst, first);
        if (countSecond > 0)
        {
            Encode(features[Lanes.Count..], pixelCount, countSecond, second);
        }

        foreach (TreeProgram program in programs)
        {
            Answer(program, first);
            if (countSecond > 0)
            {
                Answer(program, second);
            }

            foreach (TreeGroup group in program.Groups)
            {
                Add(group, first, second, countSecond > 0);
            }

            Fold(first);
            Fold(second);
        }
    }

    private void Encode(ReadOnlySpan<float> features, int pixelCount, int count, PixelBlock block)
    {
        new Span<long>(block.Sums, ensembleCount * Lanes.Count).Clear();
        byte* codes = block.Codes;
        foreach (ThresholdPlane plane in planes.Thresholds)
        {
            plane.Encode(features.Slice(plane.FeatureIndex * pixelCount, count), new Span<byte>(codes, count), path);
            codes += Lanes.Count;
        }

        foreach (ClassPlane plane in planes.Classes)
        {
            plane.Encode(features.Slice(plane.FeatureIndex * pixelCount, count), new Span<byte>(codes, count));
            codes += Lanes.Count;
        }
    }

    private void Answer(TreeProgram program, PixelBlock block)
    {
        foreach (ref readonly TreeProgram.Batch batch in program.ThresholdBatches.AsSpan())
        {
            byte* codes = block.Codes + (batch.Plane * Lanes.Count);
            Answers.Threshold(codes, batch.Bounds, batch.MissingGoesLeft, (ulong*)(block.Slots + (batch.Slot * Lanes.BytesPerSlot)), path);
        }

        foreach ((ClassQuestion question, int slot) in program.ClassQuestions)
        {
            Answers.Class(block.Codes + (question.Plane * Lanes.Count), question.CodesLeft, (ulong*)(block.Slots + (slot * Lanes.BytesPerSlot)));
        }
    }

    private void Add(TreeGroup group, PixelBlock first, PixelBlock second, bool hasSecond)
    {
        ReadOnlySpan<Selection> steps = group.Steps;
        int start = 0;
        for (int tree = 0; tree < group.TreeCount; tree++)
        {
            ReadOnlySpan<Selection> own = steps[start..group.StepEnds[tree]];
            start = group.StepEnds[tree];
            if (hasSecond)
            {
                Selection.Run(own, first.Slots, second.Slots, path);
                AddTree(group, tree, second);
            }
            else
            {
                Selection.Run(own, first.Slots, path);
            }

            AddTree(group, tree, first);
        }

        if (IsVector(group))
        {
            AddGroup(group, first);
            if (hasSecond)
            {
                AddGroup(group, second);
            }
        }
    }

    // Codes of the leaves; where the group is not added at once by vectors, the tree is added now.
    private void AddTree(TreeGroup group, int tree, PixelBlock block)
    {
        ReadOnlySpan<int> planesOfTree = group.Planes.AsSpan(tree * LeafCodes.PlanesMax, LeafCodes.PlanesMax);
        byte* codes = block.LeafCodes + (tree * Lanes.Count);
        if (IsVector(group))
        {
            LeafCodes.Vector512Path(planesOfTree, block.Slots, codes);
            return;
        }

        LeafCodes.InOrder(planesOfTree, block.Slots, codes, path);
        fixed (long* multiples = &group.Multiples[tree * group.LeavesPerTree])
        {
            LeafTable.AddScalar(codes, multiples, block.Sums + (group.Ensemble * Lanes.Count));
        }
    }

    private static void AddGroup(TreeGroup group, PixelBlock block)
    {
        int place = group.Ensemble * Lanes.Count;
        fixed (int* table = group.Table)
        {
            LeafTable.AddVector(block.LeafCodes, table, group.TreeCount, group.HasTwoTables, block.Low + place, block.High + place);
        }
    }

    private void Fold(PixelBlock block)
    {
        for (int ensemble = 0; ensemble < ensembleCount && path == KernelPath.Vector512; ensemble++)
        {
            int place = ensemble * Lanes.Count;
            LeafTable.Fold(block.Low + place, block.High + place, block.Sums + place);
        }
    }

    private bool IsVector(TreeGroup group) => path == KernelPath.Vector512 && group.IsForVector;
}
