namespace Mitoshi.Lidar;

/// <summary>An approximate median of the latest values: five sorted ones, of which the highest and the lowest make room in turn.</summary>
/// <remarks>Source: Isenburg 2013, PE&amp;RS 79:209 (prediction of coordinate differences); the order of replacement is part of the format.</remarks>
internal struct StreamingMedian
{
    private int _v0, _v1, _v2, _v3, _v4;
    private bool _dropsLowest;

    /// <summary>The middle of the five.</summary>
    public readonly int Value => _v2;

    /// <summary>Takes in a value.</summary>
    public void Add(int value)
    {
        if (_dropsLowest)
        {
            AddDroppingLowest(value);
        }
        else
        {
            AddDroppingHighest(value);
        }
    }

    private void AddDroppingHighest(int value)
    {
        if (value >= _v2)
        {
            if (value < _v3)
            {
                (_v3, _v4) = (value, _v3);
            }
            else
            {
                _v4 = value;
            }

            _dropsLowest = true;
            return;
        }

        (_v4, _v3) = (_v3, _v2);
        if (value < _v0)
        {
            (_v2, _v1, _v0) = (_v1, _v0, value);
        }
        else if (value < _v1)
        {
            (_v2, _v1) = (_v1, value);
        }
        else
        {
            _v2 = value;
        }
    }

    private void AddDroppingLowest(int value)
    {
        if (value <= _v2)
        {
            if (value > _v1)
            {
                (_v0, _v1) = (_v1, value);
            }
            else
            {
                _v0 = value;
            }

            _dropsLowest = false;
            return;
        }

        (_v0, _v1) = (_v1, _v2);
        if (value > _v4)
        {
            (_v2, _v3, _v4) = (_v3, _v4, value);
        }
        else if (value > _v3)
        {
            (_v2, _v3) = (_v3, value);
        }
        else
        {
            _v2 = value;
        }
    }
}
